package io.cqueue.memory;

import io.cqueue.core.Job;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Move;
import io.cqueue.core.Names;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.QueueStats;
import io.cqueue.core.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What operators do to jobs and queues. Guarded by the lock of the queue. */
final class Operations {

  private static final String CANCELLED = "cancelled";
  private static final String PURGED = "purged";

  private final Life life;
  private final Queues queues;

  Operations(Life life) {
    this.life = life;
    this.queues = life.queues();
  }

  Job cancel(long id, long now) {
    Entry entry = find(id);
    if (!Move.CANCEL.isLegalFrom(entry.status)) {
      throw Refusal.of(Refusal.Reason.FINISHED, "Job " + id + " is " + entry.status + " already.")
          .asException();
    }
    life.cancel(entry, Move.CANCEL, CANCELLED, now);
    return entry.snapshot();
  }

  Job retry(long id, long now) {
    Entry entry = find(id);
    if (!Move.RETRY.isLegalFrom(entry.status)) {
      throw Refusal.of(
              Refusal.Reason.NOT_RETRYABLE,
              "Job " + id + " is " + entry.status + ", not FAILED or CANCELLED.")
          .asException();
    }
    requireUniqueKey(entry, entry.queue);
    retry(entry, now);
    return entry.snapshot();
  }

  private void retry(Entry entry, long now) {
    entry.work().spent = 0;
    entry.work().reason = null;
    entry.expiresAt = 0;
    if (entry.options.uniqueKey() != null) {
      entry.queue.uniqueKeys.put(entry.options.uniqueKey(), entry);
    }
    life.move(entry, Move.RETRY, now);
  }

  Job change(long id, JobChange change, long now) {
    Entry entry = find(id);
    requireWaiting(entry);
    if (change.priority() != null) {
      life.leave(entry);
      entry.priority = (byte) (int) change.priority();
      life.enter(entry);
    }
    if (change.start() != null) {
      reschedule(entry, change.start().resolve(now), now);
    }
    return entry.snapshot();
  }

  private void reschedule(Entry entry, long runAt, long now) {
    entry.runAt = runAt;
    life.changes.touch(entry);
    if (entry.status == JobStatus.BLOCKED) {
      return;
    }
    if (runAt > now) {
      life.move(entry, Move.POSTPONE, now);
    } else if (entry.status == JobStatus.SCHEDULED) {
      life.move(entry, Move.DUE, now);
    }
  }

  Job transfer(long id, String name) {
    Names.requireQueue("Queue", name);
    Entry entry = find(id);
    if (entry.status != JobStatus.FAILED) {
      requireWaiting(entry);
    }
    if (!entry.queue.name.equals(name)) {
      NamedQueue to = queues.get(name);
      try {
        if (!entry.status.isFinished()) {
          requireUniqueKey(entry, to);
          Intake.requireDepth(to, 1);
        }
        life.transfer(entry, to);
      } finally {
        queues.forgetIfIdle(to);
      }
    }
    return entry.snapshot();
  }

  private Entry find(long id) {
    Entry entry = life.table.find(id);
    if (entry == null) {
      throw Refusal.unknownJob(id).asException();
    }
    return entry;
  }

  private static void requireWaiting(Entry entry) {
    if (!Move.EXPIRE.isLegalFrom(entry.status)) {
      throw Refusal.of(
              Refusal.Reason.NOT_WAITING, "Job " + entry.id + " is " + entry.status + " already.")
          .asException();
    }
  }

  private static void requireUniqueKey(Entry entry, NamedQueue queue) {
    String key = entry.options.uniqueKey();
    Entry holder = key == null ? null : queue.uniqueKeys.get(key);
    if (holder != null && holder != entry) {
      throw Refusal.of(
              Refusal.Reason.UNIQUE_KEY_TAKEN,
              "Job " + holder.id + " has the same UniqueKey and is not finished.")
          .asException();
    }
  }

  // Queues.

  List<QueueStats> all(long now) {
    return queues.sorted().stream().map(queue -> queue.stats(now)).toList();
  }

  QueueStats stats(String name, long now) {
    NamedQueue queue = queues.find(name);
    return (queue == null ? queues.unnamed(name) : queue).stats(now);
  }

  QueueStats configure(String name, QueueSettings settings, long now) {
    Names.requireQueue("Queue", name);
    NamedQueue before = queues.find(name);
    QueueSettings after =
        settings.inPlaceOf(before == null ? QueueSettings.DEFAULT : before.settings());
    NamedQueue queue = queues.get(name);
    settings(queue, after);
    life.forgetOld(queue, now);
    QueueStats stats = queue.stats(now);
    queues.forgetIfIdle(queue);
    return stats;
  }

  private void settings(NamedQueue queue, QueueSettings settings) {
    queue.settings(settings);
    life.changes.add(queue.configured());
  }

  QueueStats pause(String name, boolean on, long now) {
    return configure(name, queues.get(name).settings().withPaused(on), now);
  }

  void delete(String name) {
    NamedQueue queue = queues.find(name);
    if (queue == null) {
      return;
    }
    if (queue.unfinished() + queue.count(JobStatus.FAILED) > 0) {
      throw Refusal.of(
              Refusal.Reason.QUEUE_NOT_EMPTY,
              "Queue "
                  + name
                  + " has jobs that are not done: purge those that wait, and conclude or cancel the"
                  + " others.")
          .asException();
    }
    settings(queue, QueueSettings.DEFAULT);
    for (Entry entry = queue.finished.first(); entry != null; entry = queue.finished.first()) {
      life.forget(entry);
    }
    queues.forgetIfIdle(queue);
  }

  long purge(String name, long now) {
    NamedQueue queue = queues.find(name);
    if (queue == null) {
      return 0;
    }
    // The last first: so none is gone already with one that it waited for.
    List<Entry> waiting = queue.waiting();
    waiting.sort(Comparator.comparingLong(entry -> -entry.id));
    for (Entry entry : waiting) {
      life.cancel(entry, Move.CANCEL, PURGED, now);
    }
    return waiting.size();
  }

  long retryFailed(String name, long now) {
    NamedQueue queue = queues.find(name);
    List<Entry> failed = new ArrayList<>();
    if (queue != null) {
      queue.failed.forEach(failed::add);
    }
    long retried = 0;
    for (Entry entry : failed) {
      String key = entry.options.uniqueKey();
      if (key == null || !entry.queue.uniqueKeys.containsKey(key)) {
        retry(entry, now);
        retried++;
      }
    }
    return retried;
  }
}
