package io.cqueue.postgres;

import io.cqueue.core.Calendar;
import java.util.Optional;
import java.util.Set;
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

  /** Runs a transaction that takes locks on these names first. */
  <T> T call(Set<String> names, Function<Transaction, T> work) {
    boolean mayBeLate = false;
    for (int step = 0; ; step++) {
      boolean go = mayBeLate || step == MAX_STEPS;
      Database.Done<Optional<T>> done =
          database.run(
              names, tx -> go || !isDue(tx) ? Optional.of(work.apply(tx)) : Optional.empty());
      after(done);
      if (done.result().isPresent()) {
        return done.result().orElseThrow();
      }
      mayBeLate = !step();
    }
  }

  private boolean isDue(Transaction tx) {
    return DueWork.isDue(tx) || waiters.nextDeadline() <= tx.now();
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
   * Does some of what is due, in the order of its time: first what comes before the next consumer
   * has waited long enough. False if nothing was.
   */
  private boolean step() {
    long deadline = waiters.nextDeadline();
    Database.Done<Integer> done =
        database.run(tx -> new DueWork(tx, calendar).run(Math.min(tx.now(), deadline)));
    after(done);
    if (done.result() > 0) {
      return true;
    }
    if (deadline > done.now()) {
      return false;
    }
    // A job that comes in the last moment is handed out before.
    waiters.serve();
    waiters.expire(deadline);
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
      long due = Math.min(next.due, waiters.nextDeadline());
      if (due > next.now || !progress) {
        waiters.serve();
        calls.expire(next.now);
        housekeeping.run(next.now);
        return due;
      }
      progress = step();
    }
  }
}
