package io.cqueue.postgres;

import io.cqueue.core.Calendar;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets calls find the queue as it should be at their time: what is due is done before, and what
 * they make available is handed to those who wait, after. Thread-safe.
 */
final class Clockwork {

  /** How many batches of due things one call does before its own, so that none takes too long. */
  private static final int MAX_STEPS = 3;

  private final Database database;
  private final Calendar calendar;
  private final Waiters waiters;
  private final Calls calls;
  private final Retention retention;
  private final Housekeeping housekeeping;

  Clockwork(
      Database database,
      Calendar calendar,
      Waiters waiters,
      Calls calls,
      Retention retention,
      Housekeeping housekeeping) {
    this.database = database;
    this.calendar = calendar;
    this.waiters = waiters;
    this.calls = calls;
    this.retention = retention;
    this.housekeeping = housekeeping;
  }

  /** Runs a transaction that begins with certain locks. */
  <T> T call(Opening opening, Function<Transaction, T> work) {
    boolean mayBeLate = false;
    for (int step = 0; ; step++) {
      boolean go = mayBeLate || step == MAX_STEPS;
      Database.Done<Optional<T>> done =
          database.run(
              opening, tx -> go || !isDue(tx) ? Optional.of(work.apply(tx)) : Optional.empty());
      after(done);
      if (done.result().isPresent()) {
        return done.result().orElseThrow();
      }
      mayBeLate = !step();
    }
  }

  private boolean isDue(Transaction tx) {
    return DueWork.isDue(tx) || nextDeadline() <= tx.now();
  }

  private long nextDeadline() {
    return Math.min(waiters.nextDeadline(), calls.nextDeadline());
  }

  private void after(Database.Done<?> done) {
    calls.after(done);
    if (done.changed()) {
      waiters.serve();
    }
    if (!done.finished().isEmpty()) {
      retention.finished(done.finished().size());
    }
  }

  /**
   * Does some of what is due, in the order of its time. Whoever has waited long enough for a job to
   * be finished hears how it stands before others change at that time; a consumer gets what comes
   * in its last moment. False if nothing was due.
   */
  private boolean step() {
    long nextWatch = calls.nextDeadline();
    long nextWaiter = waiters.nextDeadline();
    long before = Math.min(nextWatch - 1, nextWaiter);
    Database.Done<Integer> done =
        database.run(tx -> new DueWork(tx, calendar).run(Math.min(tx.now(), before)));
    after(done);
    if (done.result() > 0) {
      return true;
    }
    if (Math.min(nextWatch, nextWaiter) > done.now()) {
      return false;
    }
    if (nextWatch <= nextWaiter) {
      calls.expire(nextWatch);
    } else {
      waiters.serve();
      waiters.expire(nextWaiter);
    }
    return true;
  }

  /** When something is due, and when that was asked. */
  private record Next(long due, long now) {}

  /** Does all that is due, and says when the next thing is. */
  long tick() {
    boolean progress = true;
    while (true) {
      Next next =
          database
              .run(
                  tx -> {
                    Long due = tx.nextDue();
                    return new Next(due == null ? Long.MAX_VALUE : due, tx.now());
                  })
              .result();
      long due = Math.min(next.due, nextDeadline());
      if (due > next.now || !progress) {
        waiters.serve();
        housekeeping.run(next.now);
        return due;
      }
      progress = step();
    }
  }
}
