package io.cqueue.postgres;

import io.cqueue.core.Batch;
import io.cqueue.core.Endings;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.jdbc.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The batches that one transaction adds, or that its jobs are of. How far they have come is written
 * last of all, in the order of their IDs, so that their rows are locked for as short as can be and
 * no two transactions wait for each other. Not thread-safe.
 */
final class BatchRows {

  private static final class Change {
    private long concluded;
    private long failed;
    private long cancelled;

    private void add(JobStatus status, int more) {
      switch (status) {
        case CONCLUDED -> concluded += more;
        case FAILED -> failed += more;
        case CANCELLED -> cancelled += more;
        default -> {}
      }
    }
  }

  private final Transaction tx;
  private final List<Batch> added = new ArrayList<>();
  private final Map<Long, Change> changes = new TreeMap<>();

  BatchRows(Transaction tx) {
    this.tx = tx;
  }

  Batch get(long id) {
    return tx.query("batch")
        .set("id", id)
        .first(Columns::batch)
        .orElseThrow(() -> Refusal.unknownBatch(id).asException());
  }

  void add(Batch batch) {
    added.add(batch);
    change(batch.id());
  }

  private Change change(long id) {
    return changes.computeIfAbsent(id, any -> new Change());
  }

  /** A job has come from one status to another, or begun in one. */
  void moved(JobRow job, JobStatus from, JobStatus to) {
    Long id = job.options.links().batch();
    if (id != null && (from.isFinished() || to.isFinished())) {
      change(id).add(from, -1);
      change(id).add(to, 1);
    }
  }

  /** Writes how far they have come, and adds the jobs that those named which have ended. */
  void write() {
    added.forEach(batch -> Columns.batch(tx.query("insert_batch"), batch).run());
    List<NewJob> followers = new ArrayList<>();
    changes.forEach(
        (id, change) ->
            tx.query("update_batch")
                .set("id", id)
                .set("concluded", change.concluded)
                .set("failed", change.failed)
                .set("cancelled", change.cancelled)
                .set("now", tx.now())
                .first(Columns::batch)
                .filter(batch -> batch.endedAt() != null)
                .map(Endings::follower)
                .ifPresent(followers::add));
    for (NewJob follower : followers) {
      new Intake(tx).addAccepted(follower);
      new Life(tx).settleEnded();
    }
  }

  /** Forgets those that ended long ago. */
  static void forgetOld(Transaction tx) {
    tx.query("forget_batches").set("until", tx.now() - Batch.KEEP_MILLIS).run();
  }
}
