package io.cqueue.postgres;

import java.util.concurrent.atomic.AtomicLong;

/** What has to be done now and then, by whichever server gets to it. Thread-safe. */
final class Housekeeping {

  private static final long EVERY_MILLIS = 1000;

  private final Database database;
  private final EventLog events;
  private final Retention retention;
  private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

  Housekeeping(Database database, EventLog events, Retention retention) {
    this.database = database;
    this.events = events;
    this.retention = retention;
  }

  /** Does it if it is time to. */
  void run(long now) {
    long due = next.get();
    if (now < due || !next.compareAndSet(due, now + EVERY_MILLIS)) {
      return;
    }
    database.run(Housekeeping::sumUp);
    database.run(
        tx -> {
          tx.query("forget_answers").set("now", tx.now()).run();
          BatchRows.forgetOld(tx);
          return tx;
        });
    retention.trim();
    events.keepRecording();
  }

  /** Sums up the changes of counts, unless another server is at it; numbers the events. */
  private static Transaction sumUp(Transaction tx) {
    if (tx.query("try_sum_up").list(row -> row.flag("locked")).get(0)) {
      tx.query("compact").set("slot", Tally.slot(tx.now())).run();
      if (tx.journal().isRecording()) {
        EventLog.number(tx);
      }
    }
    return tx;
  }
}
