package io.cqueue.push;

import io.cqueue.core.Settlement;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Measures how long receivers take, by queue and by what became of the job. Thread-safe: it has no
 * state of its own.
 */
public final class PushMeters {

  private static final Duration[] TIMES =
      LongStream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Clock clock;
  private final UnaryOperator<String> shown;

  /**
   * Measures into a registry.
   *
   * @param shown gives the name under which a queue is shown, of which there are only so many
   */
  public PushMeters(MeterRegistry registry, UnaryOperator<String> shown) {
    this.registry = registry;
    this.clock = registry.config().clock();
    this.shown = shown;
  }

  /** When a job is posted, to be given back when it is known what came of it. */
  long begin() {
    return clock.monotonicTime();
  }

  /** A job of this queue was posted, and this came of it. */
  void ended(String queue, Settlement how, long begun) {
    Timer.builder("cqueue.push")
        .description("From when a job is posted until it is known what came of it, at this server")
        .tag("queue", shown.apply(queue))
        .tag("outcome", outcome(how))
        .serviceLevelObjectives(TIMES)
        .register(registry)
        .record(clock.monotonicTime() - begun, TimeUnit.NANOSECONDS);
  }

  private static String outcome(Settlement how) {
    if (how instanceof Settlement.Conclude) {
      return "concluded";
    }
    if (how instanceof Settlement.Fail fail) {
      return fail.retry() ? "retried" : "failed";
    }
    return "given-back";
  }
}
