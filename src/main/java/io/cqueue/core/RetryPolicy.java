package io.cqueue.core;

/**
 * How long to wait before a failed job is tried again: {@code min(cap, base * 2^(n-1))} after the
 * n-th failure, give or take 10 % so that jobs that failed together do not come back together. The
 * deviation comes from the job's ID, so that the same failure always waits the same.
 */
public final class RetryPolicy {

  private RetryPolicy() {}

  /**
   * The wait in milliseconds.
   *
   * @param id the job's ID
   * @param failures how often it has failed, from 1
   * @param settings of its queue
   */
  public static long backoffMillis(long id, int failures, QueueSettings settings) {
    double base = (double) settings.backoffBase().toMillis();
    double cap = (double) settings.backoffCap().toMillis();
    double exact = Math.min(cap, base * Math.pow(2, Math.max(0, failures - 1)));
    return Math.round(exact * (0.9 + 0.2 * fraction(id * 31 + failures)));
  }

  /** Spreads a number over 0 to 1: the finalizer of splitmix64 (Steele, Lea, Flood 2014). */
  private static double fraction(long seed) {
    long z = seed * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 11) * 0x1.0p-53;
  }
}
