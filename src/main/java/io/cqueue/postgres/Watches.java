package io.cqueue.postgres;

import io.cqueue.core.JobHistory;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Those at this server who wait for a job to be finished. Thread-safe: its monitor guards all. */
final class Watches {

  /** One of them. Immutable. */
  static final class Watch {
    private final long number;
    private final long id;
    private final long deadline;
    private final Reply<Optional<JobHistory>> then;

    private Watch(long number, long id, long deadline, Reply<Optional<JobHistory>> then) {
      this.number = number;
      this.id = id;
      this.deadline = deadline;
      this.then = then;
    }
  }

  private final Database database;
  private final Map<Long, List<Watch>> byJob = new HashMap<>();
  private final TreeSet<Watch> byDeadline =
      new TreeSet<>(
          Comparator.<Watch>comparingLong(watch -> watch.deadline)
              .thenComparingLong(watch -> watch.number));
  private long lastNumber;

  Watches(Database database) {
    this.database = database;
  }

  synchronized Watch add(long id, long deadline, Reply<Optional<JobHistory>> then) {
    Watch watch = new Watch(++lastNumber, id, deadline, then);
    byDeadline.add(watch);
    byJob.computeIfAbsent(id, any -> new ArrayList<>(1)).add(watch);
    return watch;
  }

  /** Waits no longer; false if it did not any more. */
  synchronized boolean leave(Watch watch) {
    byDeadline.remove(watch);
    List<Watch> others = byJob.get(watch.id);
    if (others == null || !others.remove(watch)) {
      return false;
    }
    if (others.isEmpty()) {
      byJob.remove(watch.id);
    }
    return true;
  }

  synchronized Set<Long> jobs() {
    return new HashSet<>(byJob.keySet());
  }

  private synchronized List<Watch> of(long id) {
    return List.copyOf(byJob.getOrDefault(id, List.of()));
  }

  private synchronized List<Watch> all() {
    return List.copyOf(byDeadline);
  }

  /** When the first of them has waited long enough, or MAX_VALUE. */
  synchronized long nextDeadline() {
    return byDeadline.isEmpty() ? Long.MAX_VALUE : byDeadline.first().deadline;
  }

  /** The calls to make now that these jobs are finished. */
  List<Runnable> finished(Collection<Long> ids) {
    Set<Long> watched = jobs();
    watched.retainAll(ids);
    List<Runnable> calls = new ArrayList<>();
    watched.forEach(id -> of(id).forEach(watch -> calls.add(() -> answer(watch))));
    return calls;
  }

  /** The calls to make for those who have waited long enough by then. */
  List<Runnable> expired(long now) {
    List<Runnable> calls = new ArrayList<>();
    for (Watch watch : all()) {
      if (watch.deadline <= now) {
        calls.add(() -> answer(watch));
      }
    }
    return calls;
  }

  /** The jobs waited for that were finished, or forgotten, at whatever server. */
  Set<Long> finishedElsewhere() {
    Set<Long> finished = jobs();
    if (!finished.isEmpty()) {
      database
          .run(tx -> tx.query("unfinished_of").ids("ids", finished).list(row -> row.number("id")))
          .result()
          .forEach(finished::remove);
    }
    return finished;
  }

  /** Says how the job stands, once. */
  private void answer(Watch watch) {
    if (leave(watch)) {
      Optional<JobHistory> job;
      try {
        job = database.run(tx -> new Listing(tx).find(watch.id)).result();
      } catch (RefusedException e) {
        watch.then.refuse(e);
        return;
      }
      watch.then.accept(job);
    }
  }

  /** The calls that tell everyone that there will be no answer. */
  List<Runnable> refused(RefusedException why) {
    List<Runnable> calls = new ArrayList<>();
    for (Watch watch : all()) {
      calls.add(
          () -> {
            if (leave(watch)) {
              watch.then.refuse(why);
            }
          });
    }
    return calls;
  }

  /** The calls to make for everyone. */
  List<Runnable> dismiss() {
    return expired(Long.MAX_VALUE);
  }
}
