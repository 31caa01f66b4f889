package io.cqueue.http;

import io.cqueue.core.Caller;
import io.cqueue.core.Role;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** {@code /metrics}: for Prometheus. Thread-safe. */
@Path("metrics")
@Singleton
public final class MetricsResource {

  /** Prometheus's text format, which whatever scrapes can read. */
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Scrape metrics;

  /** Shows these metrics. */
  @Inject
  public MetricsResource(Scrape metrics) {
    this.metrics = metrics;
  }

  /** All metrics. */
  @GET
  public Response scrape(@Context Caller caller) throws IOException {
    caller.require(Role.READ);
    caller.requireAll();
    ByteArrayOutputStream text = new ByteArrayOutputStream(64 << 10);
    metrics.writeTo(text);
    return Response.ok(text.toByteArray(), TYPE).build();
  }
}
