package io.cqueue.core;

import java.time.Duration;

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

  /** The longest key, group, tag or consumer, in characters. */
  public static final int MAX_KEY_LENGTH = 256;

  /** The most tags of a job. */
  public static final int MAX_TAGS = 32;

  /** The most jobs that one job waits for. */
  public static final int MAX_AFTER = 1000;

  /** The most queues, and the most types, of one dequeue. */
  public static final int MAX_NAMES = 100;

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

  static void requireCount(String field, int count, int max) {
    if (count > max) {
      throw Refusal.invalid(field, "must have at most " + max + " entries").asException();
    }
  }
}
