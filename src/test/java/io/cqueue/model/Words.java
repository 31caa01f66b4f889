package io.cqueue.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What steps are made up of, and how to write it. */
final class Words {

  /** Where rates play a part, time goes by in ticks of this length, since a rate has no moments. */
  static final int TICK = 500;

  final boolean rates;
  private final SplittableRandom random;

  Words(long seed) {
    this.random = new SplittableRandom(seed);
    this.rates = seed % 3 == 0;
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  @SafeVarargs
  final <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }

  <T> @Nullable T maybe(int oneIn, T value) {
    return oneIn(oneIn) ? value : null;
  }

  Duration time() {
    return millis(one(0, 1, 1000, 1000, 2000, 2000, 5000, 60_000));
  }

  Duration millis(int time) {
    return Duration.ofMillis(rates ? (time + TICK - 1) / TICK * TICK : time);
  }

  String queue() {
    return one("default", "default", "a", "b");
  }

  @Nullable String consumer() {
    return oneIn(2) ? null : one("x", "y");
  }

  static String text(@Nullable Object value) {
    return value instanceof String string
        ? "\"" + string + "\""
        : value instanceof Duration time
            ? "Duration.ofMillis(" + time.toMillis() + ")"
            : String.valueOf(value);
  }

  static String list(List<?> values) {
    return "List.of(" + String.join(", ", values.stream().map(Words::text).toList()) + ")";
  }

  static String set(Set<?> values) {
    return "Set.of(" + String.join(", ", values.stream().map(Words::text).toList()) + ")";
  }
}
