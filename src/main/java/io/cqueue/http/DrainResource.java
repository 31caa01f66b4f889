package io.cqueue.http;

import io.cqueue.core.JobQueue;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code /drain}: takes on no more jobs, so that what is there can be finished. Thread-safe. */
@Path("drain")
@Singleton
public final class DrainResource {

  /** Takes on no more. */
  @POST
  @Audited
  public Response drain(@Context JobQueue queue, Body body) {
    JsonInput.requireNothing(body);
    return drain(queue, true);
  }

  /** Takes them on again. */
  @DELETE
  @Audited
  public Response resume(@Context JobQueue queue, Body body) {
    JsonInput.requireNothing(body);
    return drain(queue, false);
  }

  private static Response drain(JobQueue queue, boolean on) {
    queue.drain(on);
    return new StatsAnswer(queue.stats()).ok();
  }
}
