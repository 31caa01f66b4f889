package io.cqueue.http;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;

/**
 * Measures requests: how long they take, and how many jobs are in one. They are told apart by the
 * template of their path and never by the path itself, of which there are any number. Thread-safe.
 */
public final class RequestMeters {

  private static final Duration[] TIMES =
      DoubleStream.of(0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 5000)
          .mapToObj(millis -> Duration.ofNanos((long) (millis * 1_000_000)))
          .toArray(Duration[]::new);

  private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

  /**
   * What can be measured together. No method if Jersey found none for the path.
   *
   * <p>Compared by code of its own: what Java 17 makes for a record stays in a static cache of the
   * virtual machine with the types of its components, and so would the class loader of a web
   * application that is gone (JDK-8078641).
   */
  private record Kind(@Nullable ResourceMethod method, int status, boolean waited) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Kind kind
          && method == kind.method
          && status == kind.status
          && waited == kind.waited;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(method) + 2 * status + (waited ? 1 : 0);
    }
  }

  private final MeterRegistry registry;
  private final Clock clock;
  private final ConcurrentMap<Kind, Timer> timers = new ConcurrentHashMap<>();
  private final DistributionSummary enqueued;
  private final DistributionSummary dequeued;
  private final DistributionSummary settled;

  /** Measures into a registry. */
  public RequestMeters(MeterRegistry registry) {
    this.registry = registry;
    this.clock = registry.config().clock();
    this.enqueued = batches("enqueue");
    this.dequeued = batches("dequeue");
    this.settled = batches("settle");
  }

  private DistributionSummary batches(String operation) {
    return DistributionSummary.builder("cqueue.batch.jobs")
        .description("Jobs in one request that may have many, dequeues that got none left out")
        .tag("operation", operation)
        .serviceLevelObjectives(SIZES)
        .register(registry);
  }

  /** When a request begins, to be given back when it ends. */
  long begin() {
    return clock.monotonicTime();
  }

  /**
   * A request is answered.
   *
   * @param request which
   * @param status the HTTP status
   * @param waited whether it waited for something to happen, which has nothing to do with speed
   * @param begun when it began
   */
  void answered(ContainerRequest request, int status, boolean waited, long begun) {
    Kind kind = new Kind(request.getUriInfo().getMatchedResourceMethod(), status, waited);
    timers
        .computeIfAbsent(kind, this::timer)
        .record(clock.monotonicTime() - begun, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Kind kind) {
    ResourceMethod method = kind.method();
    return Timer.builder("cqueue.http.request")
        .description("From the head of a request until its answer is complete, by route")
        .tag("method", method == null ? "other" : method.getHttpMethod())
        .tag("route", method == null ? "unmatched" : route(method.getParent()))
        .tag("status", Integer.toString(kind.status()))
        .tag("waited", Boolean.toString(kind.waited()))
        .serviceLevelObjectives(TIMES)
        .register(registry);
  }

  /** Such as {@code /jobs/{id}/conclude}. */
  private static String route(@Nullable Resource resource) {
    if (resource == null) {
      return "";
    }
    String path = resource.getPath().replaceAll("\\{(\\w+)[^}]*}", "{$1}");
    return route(resource.getParent()) + (path.startsWith("/") ? path : "/" + path);
  }

  /** So many jobs were added at once. */
  void enqueued(int jobs) {
    enqueued.record(jobs);
  }

  /** So many jobs were handed out at once. */
  void dequeued(int jobs) {
    if (jobs > 0) {
      dequeued.record(jobs);
    }
  }

  /** Word of so many jobs came at once. */
  void settled(int jobs) {
    settled.record(jobs);
  }
}
