package io.cqueue.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often each caller may ask: so many times a second, and what it has not used of the last
 * second besides (a token bucket for each). Thread-safe.
 */
public final class RequestRate {

  /** As often as they like. */
  static final RequestRate UNLIMITED = new RequestRate(0, () -> 0);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** So many callers are remembered before those that have been silent are forgotten. */
  private static final int MANY = 10_000;

  /** How much is left, in billionths of a request, at a time in nanoseconds. */
  private record Left(long nanoRequests, long at) {}

  private final int perSecond;
  private final LongSupplier nanos;
  private final ConcurrentMap<String, Left> callers = new ConcurrentHashMap<>();

  /**
   * Sets a limit.
   *
   * @param perSecond requests a second of one caller; 0 for no limit
   * @param nanos a clock of nanoseconds
   */
  public RequestRate(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /** Whether a caller may ask once more now; then it has. */
  boolean allows(String caller) {
    if (perSecond == 0) {
      return true;
    }
    long now = nanos.getAsLong();
    if (callers.size() > MANY) {
      callers.values().removeIf(left -> now - left.at > SECOND);
    }
    boolean[] allowed = {false};
    callers.compute(
        caller,
        (name, before) -> {
          long full = perSecond * SECOND;
          long has = before == null ? full : Math.min(full, grown(before, now));
          allowed[0] = has >= SECOND;
          return new Left(allowed[0] ? has - SECOND : has, now);
        });
    return allowed[0];
  }

  private long grown(Left before, long now) {
    long passed = Math.min(SECOND, Math.max(0, now - before.at));
    return before.nanoRequests + passed * perSecond;
  }
}
