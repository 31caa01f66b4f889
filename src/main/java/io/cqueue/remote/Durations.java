package io.cqueue.remote;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Durations as options have them, like everywhere in cqueue: seconds, with a fraction if need be.
 */
final class Durations {

  private static final BigDecimal LONGEST = BigDecimal.valueOf(10_000_000_000L);

  private Durations() {}

  static Duration of(BigDecimal seconds) {
    return Duration.ofMillis(seconds.min(LONGEST).movePointRight(3).longValue());
  }
}
