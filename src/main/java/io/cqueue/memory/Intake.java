package io.cqueue.memory;

import io.cqueue.core.Batch;
import io.cqueue.core.Enqueued;
import io.cqueue.core.EnqueuedBatch;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Kept;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes on new jobs, all that are asked for at once or none. Guarded by the lock of the queue. */
final class Intake {

  private static final long KEEP_ANSWER_MILLIS = 24 * 3600_000;

  private final Life life;
  private final Queues queues;
  private final Remembered<Change.Answered> answered;
  private boolean draining;

  Intake(Life life, Timers timers) {
    this.life = life;
    this.queues = life.queues();
    this.answered = new Remembered<>(KEEP_ANSWER_MILLIS, timers, life.room);
  }

  boolean isDraining() {
    return draining;
  }

  void drain(boolean on) {
    draining = on;
  }

  List<Enqueued> enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key, long now) {
    return answer(key, now, () -> add(jobs, now));
  }

  EnqueuedBatch enqueue(NewBatch batch, @Nullable IdempotencyKey key, long now) {
    return EnqueuedBatch.of(answer(key, now, () -> add(batch, now).asList()));
  }

  private List<Enqueued> answer(
      @Nullable IdempotencyKey key, long now, Supplier<List<Enqueued>> enqueue) {
    Change.Answered before = key == null ? null : answered.find(key.key());
    if (key != null && before != null) {
      if (!before.fingerprint().equals(key.fingerprint())) {
        throw Refusal.of(
                Refusal.Reason.KEY_REUSED, "This Idempotency-Key stood for another request.")
            .asException();
      }
      return before.jobs();
    }
    List<Enqueued> added = enqueue.get();
    if (key != null) {
      Change.Answered answer =
          new Change.Answered(
              key.key(), key.fingerprint(), List.copyOf(added), answered.until(now));
      resume(answer);
      life.changes.add(answer);
    }
    return added;
  }

  private List<Enqueued> add(List<NewJob> jobs, long now) {
    List<Enqueued> added = add(jobs, requireAcceptable(jobs), now);
    life.settleEnded(now);
    return added;
  }

  private EnqueuedBatch add(NewBatch asked, long now) {
    Map<Long, Entry> named = requireAcceptable(asked.jobs());
    long id = life.newcomers.nextId();
    life.batches.begin(Batch.of(id, asked, asked.jobs().size(), Instant.ofEpochMilli(now)));
    EnqueuedBatch added = new EnqueuedBatch(id, add(asked.jobsOf(id), named, now));
    life.batches.size(id, added.added());
    life.settleEnded(now);
    return added;
  }

  private List<Enqueued> add(List<NewJob> jobs, Map<Long, Entry> named, long now) {
    List<Enqueued> added = new ArrayList<>(jobs.size());
    for (NewJob job : jobs) {
      added.add(life.newcomers.add(job, named, now));
    }
    return added;
  }

  /** Remembers an answer, one that may have been given long ago. */
  void resume(Change.Answered answer) {
    answered.putUntil(
        answer.key(),
        answer,
        Weight.of(answer.key()) + Weight.JOB + 24L * answer.jobs().size(),
        answer.until());
  }

  /** Says the answers that are remembered. */
  void answered(Consumer<Kept> into) {
    answered.each(
        (key, answer, until) ->
            into.accept(
                new Kept.Enqueuing(
                    new IdempotencyKey(key, answer.fingerprint()),
                    answer.jobs(),
                    Instant.ofEpochMilli(until))));
  }

  // All that can be refused is, before anything is changed.

  private Map<Long, Entry> requireAcceptable(List<NewJob> jobs) {
    requireOpen();
    Map<Long, Entry> named = dependencies(jobs);
    requireDepth(jobs);
    requireRoom(jobs);
    return named;
  }

  private void requireOpen() {
    if (draining) {
      throw Refusal.of(Refusal.Reason.DRAINING, "The server takes on no more jobs.").asException();
    }
  }

  /**
   * The jobs that these are to come after, by ID: held here, since those that are done may be
   * forgotten to make room.
   */
  private Map<Long, Entry> dependencies(List<NewJob> jobs) {
    Map<Long, Entry> named = new HashMap<>(0);
    for (NewJob job : jobs) {
      for (long id : job.options().after()) {
        Entry entry = life.table.find(id);
        if (entry == null) {
          throw Refusal.unknownDependency(id).asException();
        }
        named.put(id, entry);
      }
    }
    return named;
  }

  private void requireRoom(List<NewJob> jobs) {
    long bytes = 0;
    for (NewJob job : jobs) {
      bytes += Weight.of(job);
    }
    if (!life.makeRoom(bytes)) {
      throw noRoom();
    }
  }

  static RefusedException noRoom() {
    return Refusal.of(Refusal.Reason.STORE_FULL, "There is no room for more jobs.").asException();
  }

  private void requireDepth(List<NewJob> jobs) {
    Map<NamedQueue, Integer> more = new HashMap<>(0);
    Set<String> keys = new HashSet<>(0);
    for (NewJob job : jobs) {
      NamedQueue queue = queues.find(job.queue());
      if (queue != null && queue.settings().maxDepth() > 0) {
        String key = job.options().uniqueKey();
        if (key == null
            || (Newcomers.twin(queue, job) == null && keys.add(queue.name + "\n" + key))) {
          requireDepth(queue, more.merge(queue, 1, Integer::sum));
        }
      }
    }
  }

  static void requireDepth(NamedQueue queue, int more) {
    long max = queue.settings().maxDepth();
    if (max > 0 && queue.unfinished() + more > max) {
      throw Refusal.of(
              Refusal.Reason.QUEUE_FULL,
              "Queue "
                  + queue.name
                  + " has "
                  + queue.unfinished()
                  + " jobs of at most "
                  + max
                  + ".")
          .asException();
    }
  }
}
