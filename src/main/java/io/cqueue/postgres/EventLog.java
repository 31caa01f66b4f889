package io.cqueue.postgres;

import io.cqueue.core.JobEvent;
import io.cqueue.core.JobQueue;
import io.cqueue.jdbc.Codes;
import io.cqueue.jdbc.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The latest changes of status, for those who listen. Events are written to a table while somebody
 * listens at any server, and for a while after that so that one who comes back misses none.
 * Thread-safe.
 */
final class EventLog {

  /** How many events one can be behind and lose none. */
  static final int CAPACITY = 1 << 14;

  private static final long RECORD_MILLIS = 3600_000;

  private final Database database;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** The last event of which the listeners here have been told. */
  private final AtomicLong told = new AtomicLong();

  EventLog(Database database) {
    this.database = database;
  }

  JobQueue.Events listen(Runnable wake) {
    record();
    Listener listener = new Listener(wake);
    told.accumulateAndGet(listener.latest(), Math::max);
    listeners.add(listener);
    return listener;
  }

  /** Has events written from now on, for twice as long as it takes to be called again. */
  private void record() {
    database.run(
        tx -> {
          tx.query("record_events").set("until", tx.now() + 2 * RECORD_MILLIS).run();
          return tx;
        });
  }

  boolean hasListeners() {
    return !listeners.isEmpty();
  }

  /** The calls that wake those who listen. */
  List<Runnable> listeners() {
    List<Runnable> calls = new ArrayList<>();
    listeners.forEach(listener -> calls.add(listener.wake));
    return calls;
  }

  /** Keeps events coming, and sees whether there are some from other servers. */
  boolean hasMore() {
    long latest = database.run(EventLog::number).result();
    return told.getAndAccumulate(latest, Math::max) < latest;
  }

  /** Keeps events being written while somebody listens. */
  void keepRecording() {
    if (hasListeners()) {
      record();
    }
  }

  /**
   * Gives sequence numbers to events that have none yet, forgets the oldest, and says what the
   * latest is.
   */
  static long number(Transaction tx) {
    tx.query("lock_events").run();
    long latest = tx.query("number_events").first(row -> row.number("latest")).orElseThrow();
    tx.query("trim_events").set("upto", latest - CAPACITY).run();
    return latest;
  }

  private final class Listener implements JobQueue.Events {

    private final Runnable wake;

    private Listener(Runnable wake) {
      this.wake = wake;
    }

    @Override
    public long latest() {
      return database.run(EventLog::number).result();
    }

    @Override
    public List<JobEvent> after(long after, int max) {
      return database
          .run(
              tx -> {
                number(tx);
                return tx.query("read_events")
                    .set("after", after)
                    .set("max", max)
                    .list(EventLog::event);
              })
          .result();
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }

  private static JobEvent event(Row row) {
    return new JobEvent(
        row.number("sequence"),
        Instant.ofEpochMilli(row.number("at")),
        row.number("job"),
        row.text("queue"),
        row.text("type"),
        Codes.status(row.integer("status")),
        row.integer("attempt"));
  }
}
