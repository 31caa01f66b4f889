package io.cqueue.postgres;

import io.cqueue.core.Calendar;
import java.util.List;
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
    Life life = new Life(tx);
    // As they were found: one that is cancelled here with another is kept for a while.
    List<JobRow> old = due.stream().filter(JobRow::isDone).toList();
    due.forEach(job -> life.catchUp(job, until));
    Retention.forget(tx, old);
    return due.size();
  }

  /** Whether something is due by now. */
  static boolean isDue(Transaction tx) {
    @Nullable Long next = tx.nextDue();
    return next != null && next <= tx.now();
  }
}
