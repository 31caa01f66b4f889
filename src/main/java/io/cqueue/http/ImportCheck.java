package io.cqueue.http;

import io.cqueue.core.Batch;
import io.cqueue.core.Job;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Kept;
import io.cqueue.core.KeptJob;
import io.cqueue.core.Refusal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether the things of an import fit together, as a store may rely on: a file can have been
 * changed by hand. Used by one thread.
 */
final class ImportCheck {

  private long lastId;
  private boolean jobsOver;
  private boolean batchesOver;
  private long previousBatch;
  private final Set<String> uniqueKeys = new HashSet<>();
  private final Set<String> groups = new HashSet<>();

  /** The jobs that are not finished, by ID: there may be millions. */
  private long[] unfinished = new long[16];

  private int unfinishedCount;
  private long previous;
  private long count;

  /** How many jobs there were. */
  long jobs() {
    return count;
  }

  /** Takes the next thing. */
  void accept(Kept kept) {
    if (kept instanceof Kept.Ids ids) {
      require(ids.last() >= 0, "LastID", "must not be less than 0");
      lastId = ids.last();
    } else if (kept instanceof Kept.OfJob job) {
      require(!jobsOver, "Job", "must come before batches, schedules and answers");
      accept(job.job());
    } else if (kept instanceof Kept.OfBatch batch) {
      accept(batch.batch());
    } else if (kept instanceof Kept.Settings) {
      require(count == 0 && !jobsOver, "Queue", "must come before jobs");
    } else {
      jobsOver = true;
      batchesOver = true;
    }
  }

  private static void require(boolean right, String field, String must) {
    if (!right) {
      throw Refusal.invalid(field, must).asException();
    }
  }

  private void accept(KeptJob kept) {
    Job job = kept.history().job();
    JobStatus status = job.status();
    require(job.id() > previous, "Job.ID", "must be greater than that of the job before");
    require(job.id() <= lastId, "Job.ID", "must not be greater than LastID");
    boolean wasStarted = job.run() != null;
    require(wasStarted == job.attempt() > 0, "Job.Attempt", "must fit the other fields");
    require(
        wasStarted || status != JobStatus.IN_PROGRESS, "Job.Attempt", "must be given: IN_PROGRESS");
    require(
        status.isFinished() == (job.concludedAt() != null),
        "Job.ConcludedAt",
        "must be given if the job is finished, and only then");
    require(kept.runAt() != 0 || status != JobStatus.SCHEDULED, "NotBefore", "must be given");
    group(kept, job);
    if (status == JobStatus.BLOCKED) {
      require(
          job.options().after().stream().anyMatch(this::isUnfinished),
          "Job.After",
          "must name a job that is not finished");
    }
    if (!status.isFinished()) {
      String key = job.options().uniqueKey();
      require(
          key == null || uniqueKeys.add(job.queue() + "\n" + key),
          "Job.UniqueKey",
          "must not be that of another job that is not finished");
      add(job.id());
    }
    previous = job.id();
    count++;
  }

  private void accept(Batch batch) {
    require(!batchesOver, "Batch", "must come before schedules and answers");
    jobsOver = true;
    require(
        batch.id() > previousBatch, "Batch.ID", "must be greater than that of the batch before");
    require(batch.id() <= lastId, "Batch.ID", "must not be greater than LastID");
    require(
        batch.concluded() >= 0 && batch.failed() >= 0 && batch.cancelled() >= 0,
        "Batch.Total",
        "must fit the other numbers");
    require(
        batch.pending() >= 0 && (batch.pending() == 0) == (batch.endedAt() != null),
        "Batch.EndedAt",
        "must be given if all jobs have ended, and only then");
    require(!batch.queues().isEmpty(), "Batch.Queues", "must name a queue");
    previousBatch = batch.id();
  }

  private void group(KeptJob kept, Job job) {
    String group = job.options().group();
    boolean mustHold = group != null && job.status() == JobStatus.IN_PROGRESS;
    boolean mayHold = mustHold || (group != null && job.status() == JobStatus.SCHEDULED);
    require(
        kept.holdsGroup() ? mayHold : !mustHold, "HoldsGroup", "must fit the status and the group");
    require(
        !kept.holdsGroup() || groups.add(job.queue() + "\n" + group),
        "HoldsGroup",
        "must be so for one job of a group");
  }

  private boolean isUnfinished(long id) {
    return Arrays.binarySearch(unfinished, 0, unfinishedCount, id) >= 0;
  }

  private void add(long id) {
    if (unfinishedCount == unfinished.length) {
      unfinished = Arrays.copyOf(unfinished, 2 * unfinishedCount);
    }
    unfinished[unfinishedCount++] = id;
  }
}
