package io.cqueue.memory;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Push;
import io.cqueue.core.QueueCounters;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.QueueStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One queue: its settings, and its jobs in the place that each has by its status. Guarded by the
 * lock of the queue.
 */
final class NamedQueue {

  final String name;
  final Ready ready = new Ready();
  final JobList failed = new JobList(JobList.Side.QUEUE);
  final JobList finished = new JobList(JobList.Side.QUEUE);
  final JobList scheduled = new JobList(JobList.Side.QUEUE);
  final JobList blocked = new JobList(JobList.Side.QUEUE);
  final JobList inProgress = new JobList(JobList.Side.QUEUE);
  final Gate gate = new Gate();
  final Awaited awaited;
  final Alarm retention;
  final Alarm rate;
  final Map<String, Group> groups = new HashMap<>(0);
  final Map<String, Entry> uniqueKeys = new HashMap<>(0);
  final Meter enqueued = new Meter();
  final Meter dequeued = new Meter();
  final Meter concluded = new Meter();

  private final JobCounters allCounters;
  private final Map<String, Push> pushes;
  private @Nullable QueueCounters counters;
  private final Counts counts = new Counts();
  private QueueSettings settings = QueueSettings.DEFAULT;

  NamedQueue(
      String name,
      Timers timers,
      Awaited.ToServe toServe,
      Life life,
      JobCounters counters,
      Map<String, Push> pushes) {
    this.name = name;
    this.allCounters = counters;
    this.pushes = pushes;
    this.awaited = new Awaited(this, toServe);
    this.retention = new Alarm(timers, now -> life.forgetOld(this, now));
    this.rate = new Alarm(timers, now -> awaited.touchAll());
  }

  /** Where to count what happens to its jobs: nothing is taken by a queue that has none. */
  QueueCounters counters() {
    if (counters == null) {
      counters = allCounters.of(name);
    }
    return counters;
  }

  QueueSettings settings() {
    return settings;
  }

  void settings(QueueSettings changed) {
    settings = changed;
    gate.settings(changed);
    if (changed.push() == null || changed.paused()) {
      pushes.remove(name);
    } else {
      pushes.put(name, changed.push());
    }
    awaited.touchAll();
  }

  /** What has to be known to go on with its settings. */
  Change.Configured configured() {
    return new Change.Configured(name, settings, gate.evenly());
  }

  boolean isOpen(long now) {
    return gate.isOpen(count(JobStatus.IN_PROGRESS), now);
  }

  /** Puts a job in the place that it has by its status. */
  void place(Entry entry) {
    counts.add(entry.status, 1);
    switch (entry.status) {
      case QUEUED -> placeWaiting(entry);
      case SCHEDULED -> scheduled.add(entry);
      case BLOCKED -> blocked.add(entry);
      case IN_PROGRESS -> inProgress.add(entry);
      case FAILED -> failed.add(entry);
      case CONCLUDED, CANCELLED -> finished.add(entry);
    }
  }

  /** Takes a job out of the place that it has by its status. */
  void displace(Entry entry) {
    counts.add(entry.status, -1);
    switch (entry.status) {
      case QUEUED -> displaceWaiting(entry);
      case SCHEDULED -> scheduled.remove(entry);
      case BLOCKED -> blocked.remove(entry);
      case IN_PROGRESS -> inProgress.remove(entry);
      case FAILED -> failed.remove(entry);
      case CONCLUDED, CANCELLED -> finished.remove(entry);
    }
  }

  private void placeWaiting(Entry entry) {
    String group = entry.options.group();
    if (group == null) {
      ready.add(entry);
      awaited.touch(entry.type);
    } else {
      groups.computeIfAbsent(group, any -> new Group()).add(entry, ready);
      awaited.touchAll();
    }
  }

  private void displaceWaiting(Entry entry) {
    Group group = group(entry);
    if (group == null) {
      ready.remove(entry);
    } else {
      group.remove(entry, ready);
      tidy(entry, group);
      // The next of the group may have become available.
      awaited.touchAll();
    }
  }

  /** The job has come to {@code IN_PROGRESS}, so its group waits for it. */
  void holdGroup(Entry entry) {
    if (entry.options.group() != null) {
      groups.computeIfAbsent(entry.options.group(), any -> new Group()).hold(entry, ready);
    }
  }

  /** The job is not in progress nor about to be tried again, so its group need not wait. */
  void letGroupGo(Entry entry) {
    Group group = group(entry);
    if (group != null) {
      group.letGo(entry, ready);
      tidy(entry, group);
      awaited.touchAll();
    }
  }

  /** Whether the job keeps the others of its group back. */
  boolean isHeldBy(Entry entry) {
    Group group = group(entry);
    return group != null && group.isHeldBy(entry);
  }

  private @Nullable Group group(Entry entry) {
    return entry.options.group() == null ? null : groups.get(entry.options.group());
  }

  private void tidy(Entry entry, Group group) {
    if (group.isEmpty()) {
      groups.remove(entry.options.group());
    }
  }

  /** All jobs that wait. */
  List<Entry> waiting() {
    List<Entry> waiting = new ArrayList<>();
    ready.forEach(waiting::add);
    for (Group group : groups.values()) {
      for (Entry entry : group.waiting()) {
        if (!group.isOffered(entry)) {
          waiting.add(entry);
        }
      }
    }
    scheduled.forEach(waiting::add);
    blocked.forEach(waiting::add);
    return waiting;
  }

  long count(JobStatus status) {
    return counts.of(status);
  }

  /** How many jobs are still to be done. */
  long unfinished() {
    return count(JobStatus.QUEUED)
        + count(JobStatus.SCHEDULED)
        + count(JobStatus.BLOCKED)
        + count(JobStatus.IN_PROGRESS);
  }

  /** Whether nothing would be lost if this were forgotten. */
  boolean isIdle() {
    return counts.areZero() && awaited.isEmpty() && settings.equals(QueueSettings.DEFAULT);
  }

  QueueStats stats(long now) {
    Entry oldest = ready.oldest();
    return new QueueStats(
        name,
        settings,
        counts.snapshot(),
        oldest == null ? null : Duration.ofMillis(Math.max(0, now - oldest.enqueuedAt)),
        new QueueStats.Rates(
            enqueued.perSecond(now), dequeued.perSecond(now), concluded.perSecond(now)));
  }
}
