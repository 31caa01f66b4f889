package io.cqueue.postgres;

import io.cqueue.core.Job;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Move;
import io.cqueue.core.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators do to one job. Not thread-safe. */
final class Operations {

  private static final String CANCELLED = "cancelled";

  private final Transaction tx;
  private final Life life;

  Operations(Transaction tx) {
    this.tx = tx;
    this.life = new Life(tx);
  }

  Job cancel(long id) {
    JobRow job = find(id);
    if (!Move.CANCEL.isLegalFrom(job.status)) {
      throw Refusal.of(Refusal.Reason.FINISHED, "Job " + id + " is " + job.status + " already.")
          .asException();
    }
    life.cancel(job, Move.CANCEL, CANCELLED);
    return job.snapshot();
  }

  Job retry(long id) {
    JobRow job = find(id);
    if (!Move.RETRY.isLegalFrom(job.status)) {
      throw Refusal.of(
              Refusal.Reason.NOT_RETRYABLE,
              "Job " + id + " is " + job.status + ", not FAILED or CANCELLED.")
          .asException();
    }
    requireUniqueKey(job, job.queue);
    retry(job);
    return job.snapshot();
  }

  void retry(JobRow job) {
    job.spent = 0;
    job.reason = null;
    job.expiresAt = null;
    life.move(job, Move.RETRY);
  }

  Job change(long id, JobChange change) {
    JobRow job = find(id);
    requireWaiting(job);
    if (change.priority() != null) {
      job.priority = change.priority();
      life.enter(job);
      tx.jobs().changed(job);
      tx.jobs().regroup(job);
    }
    if (change.start() != null) {
      reschedule(job, change.start().resolve(tx.now()));
    }
    return job.snapshot();
  }

  private void reschedule(JobRow job, long runAt) {
    job.runAt = runAt;
    tx.jobs().changed(job);
    if (job.status == JobStatus.BLOCKED) {
      return;
    }
    if (runAt > tx.now()) {
      life.move(job, Move.POSTPONE);
    } else if (job.status == JobStatus.SCHEDULED) {
      life.move(job, Move.DUE);
    }
  }

  Job transfer(long id, String to) {
    JobRow job = find(id);
    if (job.status != JobStatus.FAILED) {
      requireWaiting(job);
    }
    if (!job.queue.equals(to)) {
      if (!job.status.isFinished()) {
        requireUniqueKey(job, to);
        tx.queues().lock(List.of(to));
        Intake.requireDepth(tx, to, 1);
      }
      life.transfer(job, to);
    }
    return job.snapshot();
  }

  private JobRow find(long id) {
    JobRow job = tx.jobs().lock(id);
    if (job == null || !life.catchUp(job, tx.now())) {
      throw Refusal.unknownJob(id).asException();
    }
    return job;
  }

  private static void requireWaiting(JobRow job) {
    if (!Move.EXPIRE.isLegalFrom(job.status)) {
      throw Refusal.of(
              Refusal.Reason.NOT_WAITING, "Job " + job.id + " is " + job.status + " already.")
          .asException();
    }
  }

  private void requireUniqueKey(JobRow job, String queue) {
    Long holder = holder(job, queue);
    if (holder != null) {
      throw Refusal.of(
              Refusal.Reason.UNIQUE_KEY_TAKEN,
              "Job " + holder + " has the same UniqueKey and is not finished.")
          .asException();
    }
  }

  /**
   * Who else has the unique key of a job in a queue; null if nobody, nor will anybody meanwhile.
   */
  @Nullable Long holder(JobRow job, String queue) {
    String key = job.options.uniqueKey();
    if (key == null) {
      return null;
    }
    tx.locks().need(NameLocks.ofUniqueKey(queue, key));
    JobRow known = tx.jobs().holder(queue, key);
    if (known != null && known != job) {
      return known.id;
    }
    return tx
        .query("twins")
        .texts("queues", List.of(queue))
        .texts("keys", List.of(key))
        .list(row -> row.number("id"))
        .stream()
        .filter(id -> id != job.id)
        .findFirst()
        .orElse(null);
  }
}
