package io.cqueue.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers by idempotency key, each kept for the same time. Guarded by the lock of the queue.
 *
 * @param <A> what is remembered
 */
final class Remembered<A> {

  private record Kept<A>(A answer, long until, long weight) {}

  /** The oldest first, and so the first to go. */
  private final Map<String, Kept<A>> byKey = new LinkedHashMap<>();

  private final long keepMillis;
  private final Room room;
  private final Alarm expiry;

  Remembered(long keepMillis, Timers timers, Room room) {
    this.keepMillis = keepMillis;
    this.room = room;
    this.expiry = new Alarm(timers, this::forgetOld);
  }

  @Nullable A find(String key) {
    Kept<A> kept = byKey.get(key);
    return kept == null ? null : kept.answer;
  }

  /** Remembers an answer of this weight, instead of the one before if there is one. */
  void put(String key, A answer, long weight, long now) {
    putUntil(key, answer, weight, until(now));
  }

  /** The same, for an answer that was given earlier, but after all those that are here. */
  void putUntil(String key, A answer, long weight, long until) {
    forget(key);
    byKey.put(key, new Kept<>(answer, until, weight));
    room.take(weight);
    if (byKey.size() == 1) {
      expiry.set(until);
    }
  }

  /** How long an answer of now is kept. */
  long until(long now) {
    return now + keepMillis;
  }

  /** Hears of all that is remembered. */
  interface Visitor<A> {
    void visit(String key, A answer, long until);
  }

  /** Says all that is remembered, the oldest first. */
  void each(Visitor<A> visitor) {
    byKey.forEach((key, kept) -> visitor.visit(key, kept.answer, kept.until));
  }

  private void forgetOld(long now) {
    while (!byKey.isEmpty()) {
      Map.Entry<String, Kept<A>> oldest = byKey.entrySet().iterator().next();
      if (oldest.getValue().until > now) {
        expiry.set(oldest.getValue().until);
        return;
      }
      forget(oldest.getKey());
    }
  }

  private void forget(String key) {
    Kept<A> kept = byKey.remove(key);
    if (kept != null) {
      room.take(-kept.weight);
    }
  }
}
