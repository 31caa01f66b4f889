package io.cqueue.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a batch stood at one moment: jobs that are counted together. Immutable.
 *
 * @param id from the same numbers as those of jobs
 * @param name what its producer calls it
 * @param queues where its jobs went
 * @param onConclude what is done when all of them are concluded
 * @param onFail what is done when all have ended, and some of them failed or were cancelled
 * @param total how many jobs it has
 * @param concluded how many of them are concluded
 * @param failed how many failed
 * @param cancelled how many were cancelled
 * @param enqueuedAt when it was added
 * @param endedAt when the last of its jobs ended; null if some have not. From then on nothing of it
 *     changes
 */
public record Batch(
    long id,
    @Nullable String name,
    List<String> queues,
    @Nullable Callback onConclude,
    @Nullable Callback onFail,
    long total,
    long concluded,
    long failed,
    long cancelled,
    Instant enqueuedAt,
    @Nullable Instant endedAt) {

  /** For how long after its end it can be looked up, in milliseconds. */
  public static final long KEEP_MILLIS = 24 * 3600_000;

  /** A new one of so many jobs. */
  public static Batch of(long id, NewBatch asked, long total, Instant now) {
    return new Batch(
        id,
        asked.name(),
        asked.queues(),
        asked.onConclude(),
        asked.onFail(),
        total,
        0,
        0,
        0,
        now,
        null);
  }

  /** How many of its jobs have not ended. */
  public long pending() {
    return total - concluded - failed - cancelled;
  }

  /** The same with so many more that ended in one way or another, or fewer. */
  public Batch with(long moreConcluded, long moreFailed, long moreCancelled) {
    return new Batch(
        id,
        name,
        queues,
        onConclude,
        onFail,
        total,
        concluded + moreConcluded,
        failed + moreFailed,
        cancelled + moreCancelled,
        enqueuedAt,
        endedAt);
  }

  /** The same with one more that came to this status, or one fewer; nothing if it is no end. */
  public Batch with(JobStatus status, int more) {
    return switch (status) {
      case CONCLUDED -> with(more, 0, 0);
      case FAILED -> with(0, more, 0);
      case CANCELLED -> with(0, 0, more);
      default -> this;
    };
  }

  /** The same with so many jobs. */
  public Batch of(long jobs) {
    return new Batch(
        id,
        name,
        queues,
        onConclude,
        onFail,
        jobs,
        concluded,
        failed,
        cancelled,
        enqueuedAt,
        endedAt);
  }

  /** The same, at its end. */
  public Batch ended(Instant now) {
    return new Batch(
        id, name, queues, onConclude, onFail, total, concluded, failed, cancelled, enqueuedAt, now);
  }

  /** What is done now that it has ended. */
  public @Nullable Callback callback() {
    return concluded == total ? onConclude : onFail;
  }
}
