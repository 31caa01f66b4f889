package io.cqueue.memory;

import io.cqueue.core.Batch;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Kept;
import io.cqueue.core.KeptJob;
import io.cqueue.core.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Puts into an empty engine what was kept, by its own change log or by another store. Guarded by
 * the lock of the queue, or used before anyone else knows of the engine.
 */
final class Resumption {

  private final Engine engine;
  private final Life life;
  private final List<Entry> blocked = new ArrayList<>();
  private final List<Entry> finished = new ArrayList<>();
  private final List<Batch> batches = new ArrayList<>();
  private long lastEvent;

  private Resumption(Engine engine) {
    this.engine = engine;
    this.life = engine.life;
  }

  /**
   * Takes what a log has kept.
   *
   * @return the number of the last event
   */
  static long of(Engine engine, ChangeLog log) {
    Resumption resumption = new Resumption(engine);
    log.load(resumption::take);
    resumption.end();
    return resumption.lastEvent;
  }

  /** Takes what another store has kept, all of which is news to the log. */
  static void of(Engine engine, List<Kept> all) {
    if (engine.life.newcomers.lastId() > 0 || !engine.schedules.all().isEmpty()) {
      throw Refusal.of(
              Refusal.Reason.STORE_NOT_EMPTY,
              "This store has had jobs or has schedules; only a new one can take in others.")
          .asException();
    }
    Resumption resumption = new Resumption(engine);
    all.forEach(resumption::take);
    resumption.renumberFinished();
    resumption.end();
  }

  private void take(Change change) {
    if (change instanceof Change.Added added) {
      add(added.job()).kept = true;
    } else if (change instanceof Change.Configured configured) {
      NamedQueue queue = life.queues().get(configured.queue());
      queue.settings(configured.settings());
      queue.gate.resume(configured.evenly());
    } else if (change instanceof Change.Batched batched) {
      batches.add(batched.batch());
    } else if (change instanceof Change.Scheduled scheduled) {
      engine.schedules.resume(scheduled.state());
    } else if (change instanceof Change.Answered answered) {
      engine.intake.resume(answered);
    } else if (change instanceof Change.HandedOut handedOut) {
      engine.dispatcher.resume(handedOut);
    } else if (change instanceof Change.Counted counted) {
      engine.life.newcomers.resumeAfter(counted.lastId());
      lastEvent = counted.lastEvent();
    } else {
      throw new IllegalArgumentException("is not kept: " + change);
    }
  }

  private void take(Kept kept) {
    if (kept instanceof Kept.Ids ids) {
      Change change = new Change.Counted(ids.last(), 0);
      take(change);
      life.changes.add(change);
    } else if (kept instanceof Kept.OfJob job) {
      add(job.job());
    } else {
      Change change = change(kept);
      take(change);
      life.changes.add(change);
    }
  }

  private static Change change(Kept kept) {
    if (kept instanceof Kept.Settings settings) {
      return new Change.Configured(settings.queue(), settings.settings(), 0);
    }
    if (kept instanceof Kept.OfBatch batch) {
      return new Change.Batched(batch.batch());
    }
    if (kept instanceof Kept.OfSchedule schedule) {
      return new Change.Scheduled(schedule.state());
    }
    if (kept instanceof Kept.Enqueuing answer) {
      return new Change.Answered(
          answer.key().key(),
          answer.key().fingerprint(),
          answer.jobs(),
          answer.until().toEpochMilli());
    }
    if (kept instanceof Kept.Dequeuing answer) {
      return new Change.HandedOut(answer.key(), answer.jobs(), answer.until().toEpochMilli());
    }
    throw new IllegalArgumentException("is no change: " + kept);
  }

  private Entry add(KeptJob job) {
    NamedQueue queue = life.queues().get(job.history().job().queue());
    String type = queue.ready.canonical(job.history().job().type());
    Entry entry = new Entry(job, type, queue, life);
    life.resume(entry, job.holdsGroup());
    if (entry.status == JobStatus.BLOCKED) {
      blocked.add(entry);
    } else if (entry.status.isFinished()) {
      finished.add(entry);
    }
    return entry;
  }

  /** Not every store counts jobs as they are finished, but each knows when they were. */
  private void renumberFinished() {
    finished.sort(
        Comparator.comparingLong((Entry entry) -> entry.work().finishedAt)
            .thenComparingLong(entry -> entry.work().finishedAs));
    long number = 0;
    for (Entry entry : finished) {
      entry.work().finishedAs = ++number;
    }
  }

  /** Does what takes all jobs to be there. */
  private void end() {
    for (Entry entry : blocked) {
      life.dependents().add(entry, unfinished(entry.options.after()));
    }
    finished.sort(Comparator.comparingLong((Entry entry) -> entry.work().finishedAs));
    finished.forEach(life::resumeFinished);
    batches.sort(
        Comparator.comparing(Batch::endedAt, Comparator.nullsLast(Comparator.naturalOrder())));
    batches.forEach(life.batches::resume);
  }

  private List<Entry> unfinished(List<Long> ids) {
    return ids.stream()
        .map(life.table::find)
        .filter(Objects::nonNull)
        .filter(entry -> !entry.status.isFinished())
        .toList();
  }
}
