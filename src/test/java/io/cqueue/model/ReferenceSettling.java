package io.cqueue.model;

import io.cqueue.core.Attempt;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Refusal.Reason;
import io.cqueue.core.RetryPolicy;
import io.cqueue.core.Settlement;
import org.jspecify.annotations.Nullable;

/** How the model takes word of jobs in progress. */
final class ReferenceSettling {

  private final ReferenceState state;

  ReferenceSettling(ReferenceState state) {
    this.state = state;
  }

  ReferenceJob settle(Settlement item) {
    ReferenceJob job = state.job(item.id());
    Integer attempt = item.claim().attempt();
    String consumer = item.claim().consumer();
    if (job.status != JobStatus.IN_PROGRESS && job.attempt > 0) {
      boolean same =
          attempt != null
              ? attempt == job.attempt
              : consumer != null && consumer.equals(job.lastAttempt().consumer());
      if (same && job.lastAttempt().outcome() == outcome(item)) {
        return job;
      }
    }
    if (attempt != null && attempt != job.attempt) {
      throw ReferenceState.refused(Reason.STALE_ATTEMPT);
    }
    if (job.status != JobStatus.IN_PROGRESS) {
      throw ReferenceState.refused(Reason.NOT_IN_PROGRESS);
    }
    String has = job.lastAttempt().consumer();
    if (consumer != null && has != null && !consumer.equals(has)) {
      throw ReferenceState.refused(Reason.OTHER_CONSUMER);
    }
    if (consumer != null) {
      job.nameConsumer(consumer);
    }
    apply(job, item);
    return job;
  }

  private static Attempt.@Nullable Outcome outcome(Settlement item) {
    return item instanceof Settlement.Conclude
        ? Attempt.Outcome.CONCLUDED
        : item instanceof Settlement.Fail
            ? Attempt.Outcome.FAILED
            : item instanceof Settlement.Release ? Attempt.Outcome.RELEASED : null;
  }

  private void apply(ReferenceJob job, Settlement item) {
    if (item instanceof Settlement.Conclude conclude) {
      job.result = conclude.result();
      job.endAttempt(Attempt.Outcome.CONCLUDED, null, state.now);
      state.move(job, JobStatus.CONCLUDED);
    } else if (item instanceof Settlement.Fail fail) {
      boolean again = fail.retry() && state.attemptsLeft(job);
      long wait =
          fail.retryIn() != null
              ? fail.retryIn().toMillis()
              : RetryPolicy.backoffMillis(job.id, job.spent, state.settings(job.queue));
      job.runAt = again ? state.now + wait : job.runAt;
      job.endAttempt(Attempt.Outcome.FAILED, fail.error(), state.now);
      state.move(job, again ? JobStatus.SCHEDULED : JobStatus.FAILED);
    } else if (item instanceof Settlement.Release release) {
      job.spent--;
      job.runAt = state.now + release.delay().toMillis();
      job.endAttempt(Attempt.Outcome.RELEASED, null, state.now);
      state.move(job, release.delay().isZero() ? JobStatus.QUEUED : JobStatus.SCHEDULED);
    } else if (item instanceof Settlement.Extend extend) {
      job.progress = extend.progress() != null ? extend.progress() : job.progress;
      long lease = extend.lease() != null ? extend.lease().toMillis() : job.firstLease;
      job.leaseUntil = lease == 0 ? 0 : state.now + lease;
    }
  }
}
