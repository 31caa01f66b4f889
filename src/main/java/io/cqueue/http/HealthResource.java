package io.cqueue.http;

import io.cqueue.core.JobQueue;
import io.cqueue.core.Readiness;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** {@code /health}: for whoever starts, stops and balances servers. Thread-safe. */
@Path("health")
@Singleton
public final class HealthResource {

  private final JobQueue queue;

  /** Speaks for this queue. */
  @Inject
  public HealthResource(JobQueue queue) {
    this.queue = queue;
  }

  /** Whether the server runs at all: 200. */
  @GET
  @Path("live")
  public Response live() {
    return status(Response.Status.OK, "live");
  }

  /** Whether it takes on jobs: 200 or 503. */
  @GET
  @Path("ready")
  public Response ready() {
    Readiness readiness = queue.readiness();
    return status(
        readiness == Readiness.READY ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE,
        readiness.name().toLowerCase(Locale.ROOT));
  }

  private static Response status(Response.Status code, String status) {
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeStringField("Status", status);
          json.writeEndObject();
        };
    return Response.status(code).type(MediaType.APPLICATION_JSON_TYPE).entity(answer).build();
  }
}
