package io.cqueue.http;

import io.cqueue.core.Backup;
import io.cqueue.core.JobQueue;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /backup}: a copy of all jobs, beside the store. Thread-safe. */
@Path("backup")
@Singleton
public final class BackupResource {

  /** Makes a copy, and says where it is. */
  @POST
  @Audited
  public Response backup(@Context JobQueue queue, Body body) {
    JsonInput.requireNothing(body);
    Backup backup = queue.backup();
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeStringField("File", backup.file());
          json.writeNumberField("Bytes", backup.bytes());
          json.writeEndObject();
        };
    return Response.status(Response.Status.CREATED)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(answer)
        .build();
  }
}
