package io.cqueue.core;

import java.time.Instant;
import java.util.List;

/**
 * Something that a store keeps, so that another store can go on with it. Everything that there is
 * comes in this order: {@link Ids}, then {@link Settings}, jobs in the order of their IDs, batches,
 * schedules, answers.
 */
public sealed interface Kept {

  /** The last ID that was given out. */
  record Ids(long last) implements Kept {}

  /** A queue about which someone said something. */
  record Settings(String queue, QueueSettings settings) implements Kept {}

  /** A job. */
  record OfJob(KeptJob job) implements Kept {}

  /** A batch, and how far it has come. */
  record OfBatch(Batch batch) implements Kept {}

  /** A schedule, and where it stands. */
  record OfSchedule(ScheduleState state) implements Kept {}

  /**
   * An enqueue was answered that may be repeated.
   *
   * @param key its idempotency key, and what it was, as in {@link IdempotencyKey}
   * @param jobs the answer
   * @param until how long it is kept
   */
  record Enqueuing(IdempotencyKey key, List<Enqueued> jobs, Instant until) implements Kept {}

  /**
   * A dequeue was answered that may be repeated.
   *
   * @param key stands for the consumer and its idempotency key
   * @param jobs the answer
   * @param until how long it is kept
   */
  record Dequeuing(String key, List<Held> jobs, Instant until) implements Kept {}

  /** A job as a consumer got it. */
  record Held(long id, int attempt) {}
}
