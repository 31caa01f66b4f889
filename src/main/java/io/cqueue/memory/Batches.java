package io.cqueue.memory;

import io.cqueue.core.Batch;
import io.cqueue.core.Endings;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The batches, and how far each has come. Guarded by the lock of the queue. */
final class Batches {

  private final Map<Long, Batch> byId = new TreeMap<>();

  /** Those that ended, the first to end first. */
  private final ArrayDeque<Long> ended = new ArrayDeque<>();

  /** Those that may have come to their end just now. */
  private final Set<Long> over = new LinkedHashSet<>();

  private final Life life;
  private final Alarm expiry;

  Batches(Life life, Timers timers) {
    this.life = life;
    this.expiry = new Alarm(timers, this::forgetOld);
  }

  Collection<Batch> all() {
    return byId.values();
  }

  Batch get(long id) {
    Batch found = byId.get(id);
    if (found == null) {
      throw Refusal.unknownBatch(id).asException();
    }
    return found;
  }

  /** A batch is new, and its jobs are about to come. */
  void begin(Batch batch) {
    life.room.take(Weight.of(batch));
    save(batch);
  }

  /** All that were added of its jobs have come. */
  void size(long id, long total) {
    save(get(id).of(total));
  }

  /** A job has come from one status to another. */
  void moved(Entry job, JobStatus from, JobStatus to) {
    Long id = job.options.links().batch();
    Batch batch = id == null ? null : byId.get(id);
    if (batch != null && batch.endedAt() == null && (from.isFinished() || to.isFinished())) {
      save(batch.with(from, -1).with(to, 1));
    }
  }

  private void save(Batch batch) {
    byId.put(batch.id(), batch);
    life.changes.touch(batch);
    if (batch.pending() == 0) {
      over.add(batch.id());
    }
  }

  /** Ends a batch whose jobs have all ended, and adds the job that it named; false if none has. */
  boolean endNext(long now) {
    if (over.isEmpty()) {
      return false;
    }
    Long id = over.iterator().next();
    over.remove(id);
    Batch batch = Objects.requireNonNull(byId.get(id));
    if (batch.pending() == 0 && batch.endedAt() == null) {
      end(batch.ended(Instant.ofEpochMilli(now)), now);
    }
    return true;
  }

  private void end(Batch batch, long now) {
    byId.put(batch.id(), batch);
    life.changes.touch(batch);
    keepForAWhile(batch);
    NewJob next = Endings.follower(batch);
    if (next != null) {
      life.newcomers.addAccepted(next, now);
    }
  }

  private void keepForAWhile(Batch batch) {
    ended.add(batch.id());
    if (ended.size() == 1) {
      arm();
    }
  }

  private void arm() {
    Long oldest = ended.peek();
    expiry.set(oldest == null ? Long.MAX_VALUE : until(oldest));
  }

  private long until(Long id) {
    Instant end = Objects.requireNonNull(Objects.requireNonNull(byId.get(id)).endedAt());
    return end.toEpochMilli() + Batch.KEEP_MILLIS;
  }

  private void forgetOld(long now) {
    for (Long oldest = ended.peek();
        oldest != null && until(oldest) <= now;
        oldest = ended.peek()) {
      ended.remove();
      life.room.take(-Weight.of(Objects.requireNonNull(byId.remove(oldest))));
      life.changes.forget(oldest);
    }
    arm();
  }

  /** A batch goes on where it was, after all that ended before. */
  void resume(Batch batch) {
    byId.put(batch.id(), batch);
    life.room.take(Weight.of(batch));
    if (batch.endedAt() != null) {
      keepForAWhile(batch);
    }
  }
}
