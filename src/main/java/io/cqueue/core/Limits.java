package io.cqueue.core;

import java.time.Duration;
import java.time.Instant;

/** How large things may be. What is outside is refused, never changed in silence. */
public final class Limits {

  /** The most attempts that a job can be given. */
  public static final int MAX_ATTEMPTS = 1_000_000;

  /** The longest lease that has an end. */
  public static final Duration MAX_LEASE = Duration.ofDays(30);

  /** How far ahead a delay, a time to live or a retry can reach. */
  public static final Duration MAX_DELAY = Duration.ofDays(3660);

  /** The longest hold of a long poll. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(60);

  /** The most jobs in one dequeue. */
  public static final int MAX_DEQUEUE = 1000;

  /** The most jobs in one enqueue, and the most that are settled in one request. */
  public static final int MAX_BATCH = 100_000;

  /** The longest name of a consumer, in characters. */
  public static final int MAX_CONSUMER_LENGTH = 128;

  /** The longest key, group or tag, in characters. */
  public static final int MAX_KEY_LENGTH = 256;

  /** The most tags of a job. */
  public static final int MAX_TAGS = 32;

  /** The most jobs that one job waits for. */
  public static final int MAX_AFTER = 1000;

  /** The most queues, and the most types, of one dequeue. */
  public static final int MAX_NAMES = 100;

  // The years that RFC 3339 can say.
  private static final Instant FIRST_TIME = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Limits() {}

  static void requireRange(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw Refusal.invalid(field, "must be from " + min + " to " + max).asException();
    }
  }

  static void requireRange(String field, Duration value, Duration max) {
    if (value.isNegative() || value.compareTo(max) > 0) {
      String range = "must be from 0 to " + max.toSeconds() + " seconds";
      throw Refusal.invalid(field, range).asException();
    }
  }

  static void requireTime(String field, Instant value) {
    if (value.isBefore(FIRST_TIME) || value.isAfter(LAST_TIME)) {
      throw Refusal.invalid(field, "must be from the year 0 to the year 9999").asException();
    }
  }

  /**
   * Requires a time to be no further away than a delay can reach. Records cannot: they do not know
   * what time it is.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public static void requireReach(String field, Instant value, Instant now) {
    if (value.isAfter(now.plus(MAX_DELAY))) {
      String reach = "must be at most " + MAX_DELAY.toDays() + " days from now";
      throw Refusal.invalid(field, reach).asException();
    }
  }

  static void requireCount(String field, int count, int max) {
    if (count > max) {
      throw Refusal.invalid(field, "must have at most " + max + " entries").asException();
    }
  }
}
