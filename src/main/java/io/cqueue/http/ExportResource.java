package io.cqueue.http;

import io.cqueue.core.JobQueue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

  private final JobQueue queue;

  /** Exports this queue. */
  @Inject
  public ExportResource(JobQueue queue) {
    this.queue = queue;
  }

  /** Everything, a line each. */
  @GET
  public Response export() {
    // If the store cannot be used, that is said while there is still a status to say it with.
    queue.stats();
    return Response.ok((StreamingOutput) this::write, NDJSON).build();
  }

  private void write(OutputStream to) {
    try {
      OutputStream out = new BufferedOutputStream(to, BUFFER);
      ExportWriter lines = new ExportWriter(out);
      queue.export(lines);
      lines.end();
    } catch (UncheckedIOException | IOException e) {
      LOG.debug("A client is gone that was to have an export", e);
    }
  }
}
