package io.cqueue.http;

import io.cqueue.core.JobQueue;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code /import}: goes on with what another store kept. Thread-safe. */
@Path("import")
@Singleton
public final class ImportResource {

  /** Takes in an export: all of it, or nothing. */
  @POST
  @Audited
  public Response restore(@Context JobQueue queue, Upload upload) {
    ImportReader from = new ImportReader(upload);
    queue.restore(from);
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeNumberField("Jobs", from.jobs());
          json.writeEndObject();
        };
    return answer.ok();
  }
}
