package io.cqueue.http;

import io.cqueue.core.JobQueue;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /export}: all that is kept, for another store. Thread-safe. */
@Path("export")
@Singleton
public final class ExportResource {

  private static final Logger LOG = LoggerFactory.getLogger(ExportResource.class);
  private static final String NDJSON = "application/x-ndjson";
  private static final int BUFFER = 64 << 10;

  /** Everything, a line each. */
  @GET
  @Audited
  public Response export(@Context JobQueue queue) {
    // Whether there can be one is said while there is still a status to say it with.
    JobQueue.Export export = queue.export();
    return Response.ok((StreamingOutput) out -> write(export, out), NDJSON).build();
  }

  private static void write(JobQueue.Export export, OutputStream to) {
    try {
      OutputStream out = new BufferedOutputStream(to, BUFFER);
      ExportWriter lines = new ExportWriter(out);
      export.sayTo(lines);
      lines.end();
    } catch (UncheckedIOException | IOException e) {
      LOG.debug("A client is gone that was to have an export", e);
    }
  }
}
