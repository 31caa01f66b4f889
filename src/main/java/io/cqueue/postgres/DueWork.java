package io.cqueue.postgres;

import io.cqueue.core.Calendar;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Does what is due by itself, whichever server gets to it. Not thread-safe. */
final class DueWork {

  /** How many jobs one transaction sees to at most. */
  private static final int BATCH = 1000;

  private final Transaction tx;
  private final Calendar calendar;

  DueWork(Transaction tx, Calendar calendar) {
    this.tx = tx;
    this.calendar = calendar;
  }

  /** Does some of what is due by then, and says how many things that were. */
  int run(long until) {
    Long next = tx.nextDue();
    if (next == null || next > until) {
      return 0;
    }
    int done = jobs(until);
    return done > 0 ? done : new Schedules(tx, calendar).run();
  }

  private int jobs(long until) {
    List<JobRow> due = tx.jobs().adopt(tx.query("lock_due").set("until", until).set("max", BATCH));
    // As they were found: one that is cancelled here with another is kept for a while.
    List<JobRow> old = due.stream().filter(JobRow::isDone).toList();
    catchUp(due, until);
    Retention.forget(tx, old);
    return due.size();
  }

  /** What is to happen to a job, and when. */
  private record Due(long at, JobRow job) implements Comparable<Due> {

    @Override
    public int compareTo(Due other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(job.id, other.job.id);
    }
  }

  /** In the order of time, although several things may be due to one job. */
  private void catchUp(List<JobRow> jobs, long until) {
    Life life = new Life(tx);
    PriorityQueue<Due> next = new PriorityQueue<>();
    jobs.forEach(job -> addIfDue(next, job, until));
    for (Due first = next.poll(); first != null; first = next.poll()) {
      // What was done to another one may have changed it.
      if (first.job.dueAt != null && first.job.dueAt == first.at && !first.job.isDone()) {
        life.due(first.job);
      }
      addIfDue(next, first.job, until);
    }
  }

  private static void addIfDue(PriorityQueue<Due> next, JobRow job, long until) {
    if (job.dueAt != null && job.dueAt <= until && !job.isDone()) {
      next.add(new Due(job.dueAt, job));
    }
  }

  /** Whether something is due by now. */
  static boolean isDue(Transaction tx) {
    @Nullable Long next = tx.nextDue();
    return next != null && next <= tx.now();
  }
}
