package io.cqueue.memory;

import io.cqueue.core.Endings;
import io.cqueue.core.Enqueued;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets jobs begin their life that nobody is asked about any more: {@link Intake} has said yes, or
 * another job that was taken on named them. Guarded by the lock of the queue.
 */
final class Newcomers {

  private final Life life;
  private long lastId;

  Newcomers(Life life) {
    this.life = life;
  }

  /** The last ID that was given out. */
  long lastId() {
    return lastId;
  }

  /** Gives out another. */
  long nextId() {
    return ++lastId;
  }

  /** Gives out IDs after this one. */
  void resumeAfter(long id) {
    lastId = Math.max(lastId, id);
  }

  /** The job that keeps another with the same unique key from being added. */
  static @Nullable Entry twin(NamedQueue queue, NewJob job) {
    String key = job.options().uniqueKey();
    return key == null ? null : queue.uniqueKeys.get(key);
  }

  /**
   * Adds a job. What follows if it is cancelled at once is for {@link Life#settleEnded}.
   *
   * @param named the jobs that it is to come after, by ID
   */
  Enqueued add(NewJob job, Map<Long, Entry> named, long now) {
    NamedQueue queue = life.queues().get(job.queue());
    Entry twin = twin(queue, job);
    if (twin != null) {
      return new Enqueued(twin.id, false);
    }
    String type = queue.ready.canonical(job.type());
    Entry entry = life.spares.entry(nextId(), job, type, queue, life, now);
    List<Entry> open = unfinished(job.options(), named);
    if (open == null) {
      cancelled(entry, Life.DEPENDENCY_FAILED);
    } else if (entry.expiresAt != 0 && entry.expiresAt <= now) {
      cancelled(entry, Life.EXPIRED);
    } else if (!open.isEmpty()) {
      entry.status = JobStatus.BLOCKED;
      life.dependents().add(entry, open);
    } else if (entry.runAt > now) {
      entry.status = JobStatus.SCHEDULED;
    }
    life.begin(entry, now);
    return new Enqueued(entry.id, true);
  }

  private static void cancelled(Entry entry, String reason) {
    entry.status = JobStatus.CANCELLED;
    entry.work().reason = reason;
  }

  /** The jobs that it is to wait for; null if it would wait in vain. */
  private static @Nullable List<Entry> unfinished(JobOptions options, Map<Long, Entry> named) {
    if (options.after().isEmpty()) {
      return List.of();
    }
    List<Entry> open = new ArrayList<>();
    for (long id : options.after()) {
      Entry entry = Objects.requireNonNull(named.get(id));
      if (!entry.status.isFinished()) {
        open.add(entry);
      } else if (entry.status != JobStatus.CONCLUDED) {
        return null;
      }
    }
    return open;
  }

  /** Adds the job that another one named for its end, even if there is no room. */
  void follow(Entry ended, long now) {
    if (ended.options.links().isNone()) {
      return;
    }
    NewJob next = Endings.follower(ended.snapshot());
    if (next != null) {
      addAccepted(next, now);
    }
  }

  /** Adds a job that was promised when another was taken on, even if there is no room. */
  void addAccepted(NewJob job, long now) {
    life.makeRoom(Weight.of(job));
    add(job, Map.of(), now);
  }
}
