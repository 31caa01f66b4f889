package io.cqueue.memory;

import io.cqueue.core.JobHistory;
import io.cqueue.core.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those who wait for a job to be finished. Guarded by the lock of the queue. */
final class Watches {

  private final Map<Long, List<Watch>> byJob = new HashMap<>();
  private final Timers timers;
  private final JobTable table;
  private final Notices notices;

  Watches(Timers timers, JobTable table, Notices notices) {
    this.timers = timers;
    this.table = table;
    this.notices = notices;
  }

  /** One of them. */
  final class Watch {

    private final long id;
    private final Reply<Optional<JobHistory>> then;
    private final Alarm deadline;

    private Watch(long id, Reply<Optional<JobHistory>> then) {
      this.id = id;
      this.then = then;
      this.deadline = new Alarm(timers, now -> answer());
    }

    /** Says how the job stands, once. */
    private void answer() {
      if (leave()) {
        Optional<JobHistory> job = Optional.ofNullable(table.find(id)).map(Entry::history);
        notices.answer(then, job);
      }
    }

    /** Waits no longer; false if it did not any more. */
    boolean leave() {
      deadline.set(Long.MAX_VALUE);
      List<Watch> others = byJob.get(id);
      if (others == null || !others.remove(this)) {
        return false;
      }
      if (others.isEmpty()) {
        byJob.remove(id);
      }
      return true;
    }
  }

  Watch add(long id, long until, Reply<Optional<JobHistory>> then) {
    Watch watch = new Watch(id, then);
    byJob.computeIfAbsent(id, any -> new ArrayList<>(1)).add(watch);
    watch.deadline.set(until);
    return watch;
  }

  void finished(Entry entry) {
    List<Watch> watches = byJob.isEmpty() ? null : byJob.get(entry.id);
    if (watches != null) {
      List.copyOf(watches).forEach(Watch::answer);
    }
  }

  /** Forgets all that wait; they get no answer from here. */
  List<Reply<Optional<JobHistory>>> abandon() {
    List<Reply<Optional<JobHistory>>> abandoned = new ArrayList<>();
    for (List<Watch> all : List.copyOf(byJob.values())) {
      for (Watch watch : List.copyOf(all)) {
        watch.leave();
        abandoned.add(watch.then);
      }
    }
    return abandoned;
  }

  /** Tells all that wait how their jobs stand. */
  void dismiss() {
    List.copyOf(byJob.values()).forEach(all -> List.copyOf(all).forEach(Watch::answer));
  }
}
