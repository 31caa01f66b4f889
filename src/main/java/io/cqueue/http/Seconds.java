package io.cqueue.http;

import io.cqueue.core.Refusal;
import java.time.Duration;

/** Durations as clients say them. */
final class Seconds {

  /** Beyond this it is nothing that anyone means. */
  private static final double MAX = 1e12;

  private Seconds() {}

  /**
   * So many seconds, to the millisecond. What is more than nothing stays more than nothing, since a
   * lease of 0 has no end.
   *
   * @throws io.cqueue.core.RefusedException if there are far too many
   */
  static Duration of(String field, double seconds) {
    if (!(Math.abs(seconds) <= MAX)) {
      throw Refusal.invalid(field, "must not be that large").asException();
    }
    long millis = Math.round(seconds * 1000);
    return Duration.ofMillis(millis == 0 ? (long) Math.signum(seconds) : millis);
  }
}
