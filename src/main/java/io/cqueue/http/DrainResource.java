package io.cqueue.http;

import io.cqueue.core.JobQueue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** {@code /drain}: takes on no more jobs, so that what is there can be finished. Thread-safe. */
@Path("drain")
@Singleton
public final class DrainResource {

  private final JobQueue queue;

  /** Serves this queue. */
  @Inject
  public DrainResource(JobQueue queue) {
    this.queue = queue;
  }

  /** Takes on no more. */
  @POST
  public Response drain(Body body) {
    JsonInput.requireNothing(body);
    return drain(true);
  }

  /** Takes them on again. */
  @DELETE
  public Response resume(Body body) {
    JsonInput.requireNothing(body);
    return drain(false);
  }

  private Response drain(boolean on) {
    queue.drain(on);
    return new StatsAnswer(queue.stats()).ok();
  }
}
