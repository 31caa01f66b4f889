package io.cqueue.memory;

import io.cqueue.core.Job;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Kept;
import io.cqueue.core.KeptJob;
import io.cqueue.core.QueueSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept, as it stood at one moment: it is taken with the lock of the queue, quickly, and
 * said without it. Of a job that nobody has had, and there may be millions of those, only that is
 * copied which can change. Immutable.
 */
final class Snapshot {

  private final List<Kept> before = new ArrayList<>();
  private final List<Supplier<KeptJob>> jobs;
  private final List<Kept> after = new ArrayList<>();

  private Snapshot(int size) {
    this.jobs = new ArrayList<>(size);
  }

  /** Takes one. The lock is held. */
  static Snapshot of(Engine engine) {
    Snapshot snapshot = new Snapshot(engine.life.table.size());
    snapshot.take(engine);
    return snapshot;
  }

  private void take(Engine engine) {
    before.add(new Kept.Ids(engine.life.newcomers.lastId()));
    for (NamedQueue queue : engine.life.queues().sorted()) {
      if (!queue.settings().equals(QueueSettings.DEFAULT)) {
        before.add(new Kept.Settings(queue.name, queue.settings()));
      }
    }
    engine.life.table.scan(0, entry -> jobs.add(frozen(entry)));
    engine.life.batches.all().forEach(batch -> after.add(new Kept.OfBatch(batch)));
    engine.schedules.all().forEach(state -> after.add(new Kept.OfSchedule(state)));
    engine.intake.answered(after::add);
    engine.dispatcher.answered(after::add);
  }

  private static Supplier<KeptJob> frozen(Entry entry) {
    if (entry.work == null) {
      return new Untouched(
          entry.id,
          entry.queue.name,
          entry.type,
          entry.status,
          entry.priority,
          entry.payload(),
          entry.options,
          entry.enqueuedAt,
          entry.runAt,
          entry.expiresAt);
    }
    KeptJob job = entry.keep();
    return () -> job;
  }

  /** A job that nobody has had: flat, since there may be millions. */
  private record Untouched(
      long id,
      String queue,
      String type,
      JobStatus status,
      byte priority,
      @Nullable JsonValue payload,
      JobOptions options,
      long enqueuedAt,
      long runAt,
      long expiresAt)
      implements Supplier<KeptJob> {

    @Override
    public KeptJob get() {
      Job job =
          new Job(
              id,
              queue,
              type,
              status,
              priority,
              payload,
              options,
              Instant.ofEpochMilli(enqueuedAt),
              status == JobStatus.SCHEDULED ? Instant.ofEpochMilli(runAt) : null,
              expiresAt == 0 ? null : Instant.ofEpochMilli(expiresAt),
              0,
              null,
              null,
              null);
      return new KeptJob(new JobHistory(job, List.of()), runAt, 0, 0, false, 0);
    }
  }

  /** Says all of it. The lock is not held. */
  void sayTo(Consumer<Kept> into) {
    before.forEach(into);
    jobs.forEach(job -> into.accept(new Kept.OfJob(job.get())));
    after.forEach(into);
  }
}
