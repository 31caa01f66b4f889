package io.cqueue.memory;

import io.cqueue.core.Attempt;
import io.cqueue.core.JobError;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Move;
import io.cqueue.core.Outcome;
import io.cqueue.core.Refusal;
import io.cqueue.core.RetryPolicy;
import io.cqueue.core.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what consumers say of their jobs. Guarded by the lock of the queue. */
final class Settling {

  private final Life life;

  Settling(Life life) {
    this.life = life;
  }

  /** Each item by itself, in order. */
  List<Outcome> settle(List<Settlement> items, long now) {
    List<Outcome> outcomes = new ArrayList<>(items.size());
    for (Settlement item : items) {
      outcomes.add(settle(item, now));
    }
    return outcomes;
  }

  private Outcome settle(Settlement item, long now) {
    Entry entry = life.table.find(item.id());
    if (entry == null) {
      return new Outcome.Refused(item.id(), Refusal.unknownJob(item.id()));
    }
    if (wasTaken(entry, item)) {
      return new Outcome.Done(entry.snapshot());
    }
    Refusal refusal = refusal(entry, item.claim());
    if (refusal == null) {
      nameConsumer(entry, item.claim());
      refusal = apply(entry, item, now);
    }
    return refusal == null
        ? new Outcome.Done(entry.snapshot())
        : new Outcome.Refused(item.id(), refusal);
  }

  /** A consumer that did not say who it is when it got the job may say so now. */
  private void nameConsumer(Entry entry, Settlement.Claim claim) {
    Work work = entry.work();
    if (work.consumer == null && claim.consumer() != null) {
      work.consumer = claim.consumer();
      life.changes.touch(entry);
    }
  }

  /** Whether the consumer said this before, and only did not hear the answer. */
  private static boolean wasTaken(Entry entry, Settlement item) {
    Work work = entry.work;
    Settlement.Claim claim = item.claim();
    if (work == null || entry.status == JobStatus.IN_PROGRESS) {
      return false;
    }
    boolean same =
        claim.attempt() != null
            ? claim.attempt() == entry.attempt
            : claim.consumer() != null && claim.consumer().equals(work.consumer);
    return same && work.outcome == outcome(item);
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

  private static @Nullable Refusal refusal(Entry entry, Settlement.Claim claim) {
    if (claim.attempt() != null && claim.attempt() != entry.attempt) {
      return Refusal.of(
          Refusal.Reason.STALE_ATTEMPT,
          "Attempt "
              + claim.attempt()
              + " is over: job "
              + entry.id
              + " is at attempt "
              + entry.attempt
              + ".");
    }
    if (entry.status != JobStatus.IN_PROGRESS) {
      return Refusal.of(
          Refusal.Reason.NOT_IN_PROGRESS,
          "Job " + entry.id + " is " + entry.status + ", not IN_PROGRESS.");
    }
    String has = entry.work().consumer;
    if (claim.consumer() != null && has != null && !claim.consumer().equals(has)) {
      return Refusal.of(
          Refusal.Reason.OTHER_CONSUMER, "Another consumer has job " + entry.id + ".");
    }
    return null;
  }

  private @Nullable Refusal apply(Entry entry, Settlement item, long now) {
    if (item instanceof Settlement.Conclude conclude) {
      entry.work().result = conclude.result();
      life.endAttempt(entry, Attempt.Outcome.CONCLUDED, null, Move.CONCLUDE, now);
      return null;
    }
    if (item instanceof Settlement.Fail fail) {
      fail(entry, fail, now);
      return null;
    }
    if (item instanceof Settlement.Release release) {
      release(entry, release.delay(), now);
      return null;
    }
    return extend(entry, (Settlement.Extend) item, now);
  }

  private void fail(Entry entry, Settlement.Fail fail, long now) {
    Work work = entry.work();
    JobError error = fail.error();
    if (error != null && !life.makeRoom(Weight.of(error))) {
      // There must be room for bad news even when there is none for its details.
      error = new JobError(null, error.type(), null);
    }
    boolean again = fail.retry() && life.attemptsLeft(entry);
    if (again) {
      entry.runAt =
          now
              + (fail.retryIn() != null
                  ? fail.retryIn().toMillis()
                  : RetryPolicy.backoffMillis(entry.id, work.spent, entry.queue.settings()));
    }
    work.end(Attempt.Outcome.FAILED, error, now);
    life.move(entry, again ? Move.BACK_OFF : Move.GIVE_UP, now);
  }

  private void release(Entry entry, Duration delay, long now) {
    entry.work().spent--;
    entry.runAt = now + delay.toMillis();
    Move move = delay.isZero() ? Move.RELEASE : Move.RELEASE_LATER;
    life.endAttempt(entry, Attempt.Outcome.RELEASED, null, move, now);
  }

  private @Nullable Refusal extend(Entry entry, Settlement.Extend extend, long now) {
    Work work = entry.work();
    if (extend.progress() != null) {
      long more =
          Weight.of(extend.progress()) - (work.progress == null ? 0 : Weight.of(work.progress));
      if (more > 0 && !life.makeRoom(more)) {
        return Refusal.of(Refusal.Reason.STORE_FULL, "There is no room for this progress.");
      }
      work.progress = extend.progress();
      life.charge(entry);
    }
    long lease = extend.lease() == null ? work.leaseMillis : extend.lease().toMillis();
    life.extendLease(entry, lease, now);
    return null;
  }
}
