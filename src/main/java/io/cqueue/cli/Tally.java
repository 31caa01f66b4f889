package io.cqueue.cli;

import org.HdrHistogram.Histogram;

/** Counts what happens between {@link #start} and {@link #stop}. Used by one thread. */
final class Tally {

  private static final int DIGITS = 3;

  private final Histogram latencies = new Histogram(DIGITS);
  private long jobs;
  private boolean counting;
  private long startedAt;
  private long stoppedAt;

  /** Forgets all and begins. */
  void start() {
    latencies.reset();
    jobs = 0;
    counting = true;
    startedAt = System.nanoTime();
  }

  /** Ends the counting; what comes after the first time is of no effect. */
  void stop() {
    if (counting) {
      counting = false;
      stoppedAt = System.nanoTime();
    }
  }

  void count(long nanos, int jobs) {
    if (counting) {
      latencies.recordValue(nanos);
      this.jobs += jobs;
    }
  }

  /** How long each request took, in nanoseconds. */
  Histogram latencies() {
    return latencies;
  }

  /** How many jobs got done. */
  long jobs() {
    return jobs;
  }

  double seconds() {
    return (stoppedAt - startedAt) / 1e9;
  }
}
