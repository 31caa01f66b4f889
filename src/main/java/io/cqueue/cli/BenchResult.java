package io.cqueue.cli;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What a {@link Bench} measured. Immutable.
 *
 * @param mode what the load did
 * @param connections by how many clients at once
 * @param seconds how long it was counted
 * @param requestsPerSecond all requests
 * @param jobsPerSecond how many jobs got done: concluded, or enqueued if none are dequeued; in
 *     {@link Bench.Mode#GET} the requests
 * @param p50Micros half of the requests took no longer
 * @param p99Micros 99 of 100 took no longer
 * @param maxMicros none took longer
 * @param duplicates jobs that were delivered more than once
 * @param undelivered jobs that were enqueued and not delivered, where that was to be
 * @param foreign jobs that were delivered without having been enqueued by this load
 */
public record BenchResult(
    Bench.Mode mode,
    int connections,
    double seconds,
    double requestsPerSecond,
    double jobsPerSecond,
    double p50Micros,
    double p99Micros,
    double maxMicros,
    long duplicates,
    long undelivered,
    long foreign) {

  static BenchResult of(Bench bench, Tally tally, DeliveryCheck deliveries) {
    Histogram latencies = tally.latencies();
    return new BenchResult(
        bench.mode(),
        bench.connections(),
        tally.seconds(),
        latencies.getTotalCount() / tally.seconds(),
        tally.jobs() / tally.seconds(),
        latencies.getValueAtPercentile(50) / 1e3,
        latencies.getValueAtPercentile(99) / 1e3,
        latencies.getMaxValue() / 1e3,
        deliveries.duplicates(),
        bench.dequeues() ? deliveries.undelivered() : 0,
        deliveries.foreign());
  }

  /** Whether each job was delivered exactly once, as far as this load can tell. */
  public boolean exactlyOnce() {
    return duplicates == 0 && undelivered <= foreign;
  }

  /** For people: one line for each number. */
  public String table() {
    return String.format(
        Locale.ROOT,
        """
        mode           %12s
        connections    %,12d
        seconds        %,12.1f
        requests/s     %,12.0f
        jobs/s         %,12.0f
        p50 µs         %,12.0f
        p99 µs         %,12.0f
        max µs         %,12.0f
        exactly once   %12s
        """,
        mode.name().toLowerCase(Locale.ROOT),
        connections,
        seconds,
        requestsPerSecond,
        jobsPerSecond,
        p50Micros,
        p99Micros,
        maxMicros,
        exactlyOnce()
            ? "yes"
            : "NO: " + duplicates + " twice, " + (undelivered - foreign) + " missing");
  }

  /** For programs: one line of JSON. */
  public String json() {
    return String.format(
        Locale.ROOT,
        "{\"Mode\":\"%s\",\"Connections\":%d,\"Seconds\":%.3f,\"RequestsPerSecond\":%.1f,"
            + "\"JobsPerSecond\":%.1f,\"P50Micros\":%.1f,\"P99Micros\":%.1f,\"MaxMicros\":%.1f,"
            + "\"Duplicates\":%d,\"Undelivered\":%d,\"Foreign\":%d,\"ExactlyOnce\":%b}",
        mode,
        connections,
        seconds,
        requestsPerSecond,
        jobsPerSecond,
        p50Micros,
        p99Micros,
        maxMicros,
        duplicates,
        undelivered,
        foreign,
        exactlyOnce());
  }
}
