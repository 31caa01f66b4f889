package io.cqueue.postgres;

import io.cqueue.core.JobStatus;
import io.cqueue.core.Move;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Refusal;
import io.cqueue.jdbc.Codes;
import io.cqueue.jdbc.Query;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What operators do to queues. Not thread-safe. */
final class QueueOperations {

  /** How many jobs one transaction changes at most. */
  static final int BATCH = 1000;

  private static final String PURGED = "purged";

  private final Transaction tx;

  QueueOperations(Transaction tx) {
    this.tx = tx;
  }

  void configure(String name, QueueSettings wanted) {
    QueueSettings before = tx.queues().settings(name);
    QueueSettings settings = wanted.inPlaceOf(before);
    tx.queues().save(name, settings);
    tx.touch();
    if (!before.keepConcluded().equals(settings.keepConcluded())) {
      long keep = settings.keepConcluded().toMillis();
      forget(name, tx.query("forget_done").set("keep", keep).set("now", tx.now()));
      tx.query("keep_done").set("queue", name).set("keep", keep).run();
    }
  }

  void pause(String name, boolean on) {
    tx.queues().lock(List.of(name));
    configure(name, tx.queues().settings(name).withPaused(on));
  }

  void delete(String name) {
    QueueRows.Counted counted = tx.queues().counted(name);
    if (counted.unfinished() + counted.count(JobStatus.FAILED) > 0) {
      throw Refusal.of(
              Refusal.Reason.QUEUE_NOT_EMPTY,
              "Queue " + name + " has jobs that are not done: purge it first.")
          .asException();
    }
    tx.queues().save(name, QueueSettings.DEFAULT);
    forget(name, tx.query("delete_done_of_queue"));
  }

  private void forget(String name, Query delete) {
    delete
        .set("queue", name)
        .list(row -> Codes.status(row.integer("status")))
        .forEach(status -> tx.tally().add(name, status, -1));
  }

  /** Where a walk over many jobs has come. */
  record Progress(long count, long at, boolean more) {}

  /** Cancels some of the jobs that wait, those with the greatest IDs below {@code before}. */
  Progress purge(String name, long before) {
    Life life = new Life(tx);
    List<JobRow> waiting =
        tx.jobs()
            .adopt(
                tx.query("lock_waiting")
                    .set("queue", name)
                    .set("before", before)
                    .set("max", BATCH));
    long least = waiting.isEmpty() ? 0 : waiting.get(0).id;
    // The last first: so none is gone already with one that it waited for.
    Collections.reverse(waiting);
    long purged = 0;
    for (JobRow job : waiting) {
      // While this waited for its lock, someone else may have been there first.
      if (job.queue.equals(name) && Move.EXPIRE.isLegalFrom(job.status)) {
        life.cancel(job, Move.CANCEL, PURGED);
        purged++;
      }
    }
    return new Progress(purged, least, waiting.size() == BATCH);
  }

  /** Retries some of the jobs that failed, those with the least IDs above {@code after}. */
  Progress retryFailed(String name, long after) {
    Operations operations = new Operations(tx);
    List<JobRow> failed =
        tx.jobs()
            .adopt(
                tx.query("lock_failed").set("queue", name).set("after", after).set("max", BATCH));
    Set<String> taken = new HashSet<>();
    long retried = 0;
    for (JobRow job : failed) {
      String key = job.options.uniqueKey();
      boolean isThere = job.queue.equals(name) && job.status == JobStatus.FAILED;
      if (isThere && (key == null || (operations.holder(job, name) == null && taken.add(key)))) {
        operations.retry(job);
        retried++;
      }
    }
    long greatest = failed.isEmpty() ? 0 : failed.get(failed.size() - 1).id;
    return new Progress(retried, greatest, failed.size() == BATCH);
  }
}
