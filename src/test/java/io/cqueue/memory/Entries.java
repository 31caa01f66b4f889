package io.cqueue.memory;

import io.cqueue.core.JobBuilder;
import io.cqueue.core.JobCounters;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Makes entries for tests of single parts, which look neither at their queue nor at their life. */
final class Entries {

  private final AtomicLong lastId = new AtomicLong();
  private final Life life;
  private final NamedQueue queue;

  Entries() {
    Timers timers = new Timers();
    Notices notices = new Notices();
    JobTable table = new JobTable();
    JobCounters counters = new JobCounters(0);
    Awaited.ToServe toServe = new Awaited.ToServe();
    life =
        new Life(
            table,
            new Room(1 << 20),
            new Changes(table),
            timers,
            new EventLog(notices),
            new Watches(timers, table, notices),
            toServe,
            counters,
            10);
    queue = new NamedQueue("default", timers, toServe, life, counters, new HashMap<>());
  }

  Life life() {
    return life;
  }

  /** The next one. */
  Entry next(JobBuilder job) {
    return withId(lastId.incrementAndGet(), job);
  }

  Entry withId(long id, JobBuilder job) {
    var asked = job.build();
    return new Entry(id, asked, asked.type(), queue, life, 0);
  }
}
