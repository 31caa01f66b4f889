package io.cqueue.postgres;

import io.cqueue.core.JobStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Forgets what is done when there is too much of it. How much there is is counted only now and
 * then; in between this server goes by what it finished itself. Thread-safe.
 */
final class Retention {

  private static final int BATCH = 1000;

  private final Database database;
  private final long maxFinished;

  /** At least so many jobs were done when they were last counted, and more since. */
  private final AtomicLong done = new AtomicLong();

  Retention(Database database, long maxFinished) {
    this.database = database;
    this.maxFinished = maxFinished;
  }

  /** So many jobs have just been finished here. */
  void finished(int more) {
    if (done.addAndGet(more) > maxFinished) {
      trim();
    }
  }

  /** Counts anew, and forgets the oldest of what is too much. */
  void trim() {
    long excess = Long.MAX_VALUE;
    while (excess > 0) {
      long before = excess;
      excess = database.run(this::trimSome).result();
      if (excess >= before) {
        return; // Others are busy with the same.
      }
    }
  }

  /** Forgets some, and says how many are still too many. */
  private long trimSome(Transaction tx) {
    Map<String, QueueRows.Counted> counted = tx.queues().allCounted();
    long count =
        counted.values().stream()
            .mapToLong(of -> of.count(JobStatus.CONCLUDED) + of.count(JobStatus.CANCELLED))
            .sum();
    long excess = count - maxFinished;
    if (excess > 0) {
      int max = (int) Math.min(BATCH, excess);
      excess -= forget(tx, tx.jobs().adopt(tx.query("lock_oldest_done").set("max", max)));
    }
    done.set(Math.min(count, maxFinished));
    return excess;
  }

  /** Forgets these, which are done, and says how many they are. */
  static int forget(Transaction tx, List<JobRow> jobs) {
    if (!jobs.isEmpty()) {
      tx.query("delete_jobs").ids("ids", jobs.stream().map(job -> job.id).toList()).run();
      jobs.forEach(job -> tx.tally().add(job.queue, job.status, -1));
    }
    return jobs.size();
  }
}
