package io.cqueue.core;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer asks for. Immutable; checks itself.
 *
 * @param queues tried strictly in this order
 * @param types only jobs of these types; empty for all
 * @param max at most so many jobs, 1 to {@value Limits#MAX_DEQUEUE}
 * @param lease how long it may keep them, zero for no limit; null for the jobs' and queues' own
 * @param consumer who asks, or null if it did not say
 * @param idempotencyKey repeated within five minutes, it answers with the same jobs
 */
public record Dequeue(
    List<String> queues,
    Set<String> types,
    int max,
    @Nullable Duration lease,
    @Nullable String consumer,
    @Nullable String idempotencyKey) {

  /** One job of the default queue. */
  public static final Dequeue DEFAULT =
      new Dequeue(List.of(NewJob.DEFAULT_QUEUE), Set.of(), 1, null, null, null);

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public Dequeue {
    queues = List.copyOf(queues);
    types = Set.copyOf(types);
    Limits.requireRange("queue", queues.size(), 1, Limits.MAX_NAMES);
    queues.forEach(queue -> Names.requireQueue("queue", queue));
    Limits.requireCount("type", types.size(), Limits.MAX_NAMES);
    types.forEach(type -> Names.requirePrintable("type", type, NewJob.MAX_TYPE_LENGTH));
    Limits.requireRange("max", max, 1, Limits.MAX_DEQUEUE);
    if (lease != null) {
      Limits.requireRange("lease", lease, Limits.MAX_LEASE);
    }
    if (consumer != null) {
      Names.requirePrintable("Queue-Consumer", consumer, Limits.MAX_CONSUMER_LENGTH);
    }
    if (idempotencyKey != null) {
      Names.requirePrintable("Idempotency-Key", idempotencyKey, Limits.MAX_KEY_LENGTH);
    }
  }

  /** The same, under this idempotency key. */
  Dequeue under(String key) {
    return new Dequeue(queues, types, max, lease, consumer, key);
  }

  /** The same, by this consumer. */
  public Dequeue by(@Nullable String name) {
    return new Dequeue(queues, types, max, lease, name, idempotencyKey);
  }
}
