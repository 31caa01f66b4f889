package io.cqueue.http;

import io.cqueue.core.Readiness;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;

/** {@code /health}: for whoever starts, stops and balances servers. Thread-safe. */
@Path("health")
@Singleton
public final class HealthResource {

  /** After that something is wrong: it is a thousand times what is usual. */
  private static final Duration LATE = Duration.ofSeconds(20);

  private final Access access;
  private final Pulse pulse;

  /** Speaks for the queue behind this, and for what lets its time pass. */
  @Inject
  public HealthResource(Access access, Pulse pulse) {
    this.access = access;
    this.pulse = pulse;
  }

  /** Whether the server runs at all, and a new start would not help: 200 or 503. */
  @GET
  @Path("live")
  public Response live() {
    return pulse.isAlive() ? status(true, "live") : status(false, "dead");
  }

  /** Whether it takes on jobs, and does in time what is due: 200 or 503. */
  @GET
  @Path("ready")
  public Response ready() {
    Readiness readiness = access.readiness();
    if (readiness == Readiness.READY && pulse.sinceLast().compareTo(LATE) > 0) {
      return status(false, "late");
    }
    return status(readiness == Readiness.READY, readiness.name().toLowerCase(Locale.ROOT));
  }

  private static Response status(boolean well, String status) {
    Response.Status code = well ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE;
    JsonAnswer answer =
        json -> {
          json.writeStartObject();
          json.writeStringField("Status", status);
          json.writeEndObject();
        };
    return Response.status(code).type(MediaType.APPLICATION_JSON_TYPE).entity(answer).build();
  }
}
