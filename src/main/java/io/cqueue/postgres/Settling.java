package io.cqueue.postgres;

import io.cqueue.core.Attempt;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Move;
import io.cqueue.core.Outcome;
import io.cqueue.core.Refusal;
import io.cqueue.core.RetryPolicy;
import io.cqueue.core.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what consumers say of their jobs. Not thread-safe. */
final class Settling {

  private final Transaction tx;
  private final Life life;

  Settling(Transaction tx) {
    this.tx = tx;
    this.life = new Life(tx);
  }

  List<Outcome> settle(List<Settlement> items) {
    Map<Long, JobRow> jobs = tx.jobs().lock(items.stream().map(Settlement::id).toList());
    List<Outcome> outcomes = new ArrayList<>(items.size());
    for (Settlement item : items) {
      outcomes.add(settle(item, jobs.get(item.id())));
    }
    return outcomes;
  }

  private Outcome settle(Settlement item, @Nullable JobRow job) {
    if (job == null || !life.catchUp(job, tx.now())) {
      return new Outcome.Refused(item.id(), Refusal.unknownJob(item.id()));
    }
    if (wasTaken(job, item)) {
      return new Outcome.Done(job.snapshot());
    }
    Refusal refusal = refusal(job, item.claim());
    if (refusal != null) {
      return new Outcome.Refused(item.id(), refusal);
    }
    if (job.consumer == null) {
      // A consumer that did not say who it is when it got the job may say so now.
      job.consumer = item.claim().consumer();
    }
    apply(job, item);
    return new Outcome.Done(job.snapshot());
  }

  /** Whether the consumer said this before, and only did not hear the answer. */
  private static boolean wasTaken(JobRow job, Settlement item) {
    Settlement.Claim claim = item.claim();
    if (job.dequeuedAt == null || job.status == JobStatus.IN_PROGRESS) {
      return false;
    }
    boolean same =
        claim.attempt() != null
            ? claim.attempt() == job.attempt
            : claim.consumer() != null && claim.consumer().equals(job.consumer);
    return same && job.outcome == outcome(item);
  }

  private static Attempt.@Nullable Outcome outcome(Settlement item) {
    if (item instanceof Settlement.Conclude) {
      return Attempt.Outcome.CONCLUDED;
    }
    if (item instanceof Settlement.Fail) {
      return Attempt.Outcome.FAILED;
    }
    return item instanceof Settlement.Release ? Attempt.Outcome.RELEASED : null;
  }

  private static @Nullable Refusal refusal(JobRow job, Settlement.Claim claim) {
    if (claim.attempt() != null && claim.attempt() != job.attempt) {
      return Refusal.of(
          Refusal.Reason.STALE_ATTEMPT,
          "Attempt "
              + claim.attempt()
              + " is over: job "
              + job.id
              + " is at attempt "
              + job.attempt
              + ".");
    }
    if (job.status != JobStatus.IN_PROGRESS) {
      return Refusal.of(
          Refusal.Reason.NOT_IN_PROGRESS,
          "Job " + job.id + " is " + job.status + ", not IN_PROGRESS.");
    }
    String has = job.consumer;
    if (claim.consumer() != null && has != null && !claim.consumer().equals(has)) {
      return Refusal.of(Refusal.Reason.OTHER_CONSUMER, "Another consumer has job " + job.id + ".");
    }
    return null;
  }

  private void apply(JobRow job, Settlement item) {
    if (item instanceof Settlement.Conclude conclude) {
      job.result = conclude.result();
      life.endAttempt(job, Attempt.Outcome.CONCLUDED, null, Move.CONCLUDE);
    } else if (item instanceof Settlement.Fail fail) {
      fail(job, fail);
    } else if (item instanceof Settlement.Release release) {
      release(job, release.delay());
    } else {
      extend(job, (Settlement.Extend) item);
    }
  }

  private void fail(JobRow job, Settlement.Fail fail) {
    boolean again = fail.retry() && life.attemptsLeft(job);
    if (again) {
      long wait =
          fail.retryIn() != null
              ? fail.retryIn().toMillis()
              : RetryPolicy.backoffMillis(job.id, job.spent, tx.queues().settings(job.queue));
      job.runAt = tx.now() + wait;
    }
    Move move = again ? Move.BACK_OFF : Move.GIVE_UP;
    life.endAttempt(job, Attempt.Outcome.FAILED, fail.error(), move);
  }

  private void release(JobRow job, Duration delay) {
    job.spent--;
    job.runAt = tx.now() + delay.toMillis();
    Move move = delay.isZero() ? Move.RELEASE : Move.RELEASE_LATER;
    life.endAttempt(job, Attempt.Outcome.RELEASED, null, move);
  }

  private void extend(JobRow job, Settlement.Extend extend) {
    if (extend.progress() != null) {
      job.progress = extend.progress();
    }
    long lease = extend.lease() == null ? job.attemptLease : extend.lease().toMillis();
    job.dueAt = lease == 0 ? null : (Long) (tx.now() + lease);
    tx.jobs().changed(job);
  }
}
