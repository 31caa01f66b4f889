package io.cqueue.memory;

import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import io.cqueue.core.JobError;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JsonValue;
import io.cqueue.core.KeptJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job since it was first dequeued or finished: kept apart from {@link Entry} so
 * that a job that only waits does not pay for it. Times are in milliseconds since 1970, 0 for none.
 * Guarded by the lock of the queue.
 */
final class Work {

  // The present attempt, or the last one.
  @Nullable String consumer;
  long dequeuedAt;

  /** How long it was to last at first. */
  long leaseMillis;

  long leaseUntil;
  long endedAt;
  Attempt.@Nullable Outcome outcome;
  @Nullable JobError attemptError;

  // The job as a whole.
  /** How many attempts count: those released do not, and a retry starts afresh. */
  int spent;

  @Nullable JobError error;
  @Nullable JsonValue progress;
  @Nullable JsonValue result;
  long finishedAt;

  /** Counts jobs as they are finished. */
  long finishedAs;

  @Nullable String reason;

  private @Nullable List<Attempt> earlier;

  /** What became of a job as it was kept; null if nothing did. */
  static @Nullable Work of(KeptJob kept) {
    Job job = kept.history().job();
    if (job.run() == null && job.concludedAt() == null && job.reason() == null) {
      return null;
    }
    Work work = new Work();
    work.spent = kept.spent();
    work.leaseMillis = kept.leaseMillis();
    work.finishedAt = millis(job.concludedAt());
    work.finishedAs = kept.finishedAs();
    work.reason = job.reason();
    Job.Run run = job.run();
    List<Attempt> attempts = kept.history().attempts();
    if (run != null && !attempts.isEmpty()) {
      work.error = run.error();
      work.progress = run.progress();
      work.result = run.result();
      work.leaseUntil = millis(run.leaseExpiresAt());
      Attempt last = attempts.get(attempts.size() - 1);
      work.consumer = last.consumer();
      work.dequeuedAt = last.dequeuedAt().toEpochMilli();
      work.endedAt = millis(last.endedAt());
      work.outcome = last.outcome();
      work.attemptError = last.error();
      if (attempts.size() > 1) {
        work.earlier = new ArrayList<>(attempts.subList(0, attempts.size() - 1));
      }
    }
    return work;
  }

  private static long millis(@Nullable Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }

  /** Starts an attempt, the next after {@code number - 1}. */
  void begin(int number, @Nullable String by, long now, long lease) {
    if (dequeuedAt != 0) {
      remember(attempt(number - 1));
    }
    consumer = by;
    dequeuedAt = now;
    leaseMillis = lease;
    lease(lease, now);
    endedAt = 0;
    outcome = null;
    attemptError = null;
    spent++;
  }

  /** The present attempt may last so long from now; without end if it is 0. */
  void lease(long millis, long now) {
    leaseUntil = millis == 0 ? 0 : now + millis;
  }

  /** Ends the present attempt. */
  void end(Attempt.Outcome how, @Nullable JobError why, long now) {
    outcome = how;
    attemptError = why;
    endedAt = now;
    leaseUntil = 0;
    if (how == Attempt.Outcome.FAILED || how == Attempt.Outcome.LEASE_EXPIRED) {
      error = why;
    }
  }

  /** Keeps an attempt, but not the stack of its error, which can fill pages. */
  private void remember(Attempt attempt) {
    if (earlier == null) {
      earlier = new ArrayList<>(2);
    } else if (earlier.size() == JobHistory.MAX_ATTEMPTS - 1) {
      earlier.remove(0);
    }
    JobError why = attempt.error();
    earlier.add(
        why == null || why.stack() == null
            ? attempt
            : new Attempt(
                attempt.number(),
                attempt.consumer(),
                attempt.dequeuedAt(),
                attempt.endedAt(),
                attempt.outcome(),
                new JobError(why.message(), why.type(), null)));
  }

  private Attempt attempt(int number) {
    return new Attempt(
        number,
        consumer,
        Instant.ofEpochMilli(dequeuedAt),
        instant(endedAt),
        outcome,
        attemptError);
  }

  /** All attempts that are remembered, the latest of which has this number. */
  List<Attempt> attempts(int number) {
    if (dequeuedAt == 0) {
      return List.of();
    }
    List<Attempt> all = earlier == null ? new ArrayList<>(1) : new ArrayList<>(earlier);
    all.add(attempt(number));
    return List.copyOf(all);
  }

  Job.@Nullable Run snapshot() {
    return dequeuedAt == 0
        ? null
        : new Job.Run(
            consumer,
            Instant.ofEpochMilli(dequeuedAt),
            instant(leaseUntil),
            progress,
            result,
            error);
  }

  /** About how many bytes of heap the values take that a consumer can make as long as it likes. */
  long weight() {
    long weight = length(progress) + length(result) + Weight.of(error);
    if (earlier != null) {
      for (Attempt attempt : earlier) {
        weight += Weight.ATTEMPT + Weight.of(attempt.error());
      }
    }
    return weight;
  }

  private static long length(@Nullable JsonValue value) {
    return value == null ? 0 : Weight.of(value);
  }

  private static @Nullable Instant instant(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }
}
