package io.cqueue.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stood at one moment. Immutable.
 *
 * @param id from 1, ascending, never given twice in the life of a store
 * @param queue the queue that it is in
 * @param type the producer's label
 * @param status where it stands
 * @param priority 0 to 9, the highest first
 * @param payload what the producer sent
 * @param options what else the producer said
 * @param enqueuedAt when it was added
 * @param runAt when it can be had at the earliest; null unless {@link JobStatus#SCHEDULED}
 * @param expiresAt when it is called off if nobody started it
 * @param attempt how often it has been dequeued; the fencing token of whoever has it
 * @param run what its consumers did; null if it has been with none
 * @param concludedAt when it was finished; null if it is not
 * @param reason why it is {@link JobStatus#CANCELLED}
 */
public record Job(
    long id,
    String queue,
    String type,
    JobStatus status,
    int priority,
    @Nullable JsonValue payload,
    JobOptions options,
    Instant enqueuedAt,
    @Nullable Instant runAt,
    @Nullable Instant expiresAt,
    int attempt,
    @Nullable Run run,
    @Nullable Instant concludedAt,
    @Nullable String reason) {

  /**
   * What consumers did with a job. Immutable.
   *
   * @param consumer who has it or had it last, if that consumer said who it is
   * @param dequeuedAt when that consumer got it
   * @param leaseExpiresAt when that consumer loses it; null if never, or if it has it no longer
   * @param progress what a consumer said last of how far it is
   * @param result what the consumer made
   * @param error why the last attempt that failed did
   */
  public record Run(
      @Nullable String consumer,
      Instant dequeuedAt,
      @Nullable Instant leaseExpiresAt,
      @Nullable JsonValue progress,
      @Nullable JsonValue result,
      @Nullable JobError error) {}

  /** The same job with another payload, other options and other words of its consumers. */
  public Job with(@Nullable JsonValue otherPayload, JobOptions others, @Nullable Run otherRun) {
    return new Job(
        id,
        queue,
        type,
        status,
        priority,
        otherPayload,
        others,
        enqueuedAt,
        runAt,
        expiresAt,
        attempt,
        otherRun,
        concludedAt,
        reason);
  }

  /** Who has it or had it last, if that is known. */
  public @Nullable String consumer() {
    return run == null ? null : run.consumer();
  }
}
