package io.cqueue.memory;

import io.cqueue.core.Backup;
import io.cqueue.core.Batch;
import io.cqueue.core.Calendar;
import io.cqueue.core.Dequeue;
import io.cqueue.core.Enqueued;
import io.cqueue.core.EnqueuedBatch;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Job;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobPage;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Kept;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Pending;
import io.cqueue.core.Pushes;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.QueueStats;
import io.cqueue.core.Readiness;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import io.cqueue.core.Settlement;
import io.cqueue.core.Stats;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link JobQueue} in memory. When the process ends, its jobs are gone, unless there is a {@link
 * ChangeLog}: then nothing is answered before all that the answer shows is kept there.
 *
 * <p>One lock guards everything: see {@link Monitor}. Where the rules are: {@link Intake} for new
 * jobs, {@link Dispatcher} for handing out, {@link Settling} for what consumers say, {@link
 * Operations} for what operators do, {@link Life} for every change of status and what follows from
 * it.
 */
public final class MemoryJobQueue implements JobQueue {

  private final Monitor monitor;
  private final long openedAt;
  private final long room;

  /**
   * Opens an empty queue.
   *
   * @param clock says what time it is
   * @param calendar understands the expressions of schedules
   * @param limits how much it may keep
   */
  public MemoryJobQueue(InstantSource clock, Calendar calendar, MemoryLimits limits) {
    this(clock, calendar, limits, new JobCounters(0), null);
  }

  /**
   * Opens a queue that goes on where a log ends.
   *
   * @param counters what happens to its jobs is counted there
   * @param log is loaded by the first {@link #tick}: until then everything is refused. Null if
   *     nothing is to be kept
   */
  public MemoryJobQueue(
      InstantSource clock,
      Calendar calendar,
      MemoryLimits limits,
      JobCounters counters,
      @Nullable ChangeLog log) {
    this.monitor = new Monitor(clock, calendar, limits, counters, log);
    this.openedAt = clock.millis();
    this.room = limits.bytes();
  }

  private void lockedDo(BiConsumer<Engine, Long> action) {
    monitor.locked(
        (engine, now) -> {
          action.accept(engine, now);
          return now;
        });
  }

  @Override
  public List<Enqueued> enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key) {
    return monitor.locked((engine, now) -> engine.intake.enqueue(jobs, key, now));
  }

  @Override
  public void enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key, Reply<List<Enqueued>> then) {
    monitor.answer(then, (engine, now) -> engine.intake.enqueue(jobs, key, now));
  }

  @Override
  public EnqueuedBatch enqueueBatch(NewBatch batch, @Nullable IdempotencyKey key) {
    return monitor.locked((engine, now) -> engine.intake.enqueue(batch, key, now));
  }

  @Override
  public List<Job> dequeue(Dequeue request) {
    return monitor.locked((engine, now) -> engine.dispatcher.take(request, now));
  }

  @Override
  public void dequeue(Dequeue request, Reply<List<Job>> then) {
    monitor.answer(then, (engine, now) -> engine.dispatcher.take(request, now));
  }

  @Override
  public Pending dequeue(Dequeue request, Duration wait, Reply<List<Job>> then) {
    return monitor.begin((engine, now) -> takeOrWait(engine, request, wait, then, now));
  }

  private Pending takeOrWait(
      Engine engine, Dequeue request, Duration wait, Reply<List<Job>> then, long now) {
    List<Job> jobs = engine.dispatcher.take(request, now);
    if (!jobs.isEmpty() || wait.isZero()) {
      engine.notices.answer(then, jobs);
      return () -> false;
    }
    Waiter waiter = engine.dispatcher.await(request, now + wait.toMillis(), then);
    return () -> cancel(waiter);
  }

  private boolean cancel(Waiter waiter) {
    return cancel((engine, now) -> engine.dispatcher.cancel(waiter));
  }

  private boolean cancel(Monitor.Action<Boolean> action) {
    try {
      return monitor.locked(action);
    } catch (RefusedException e) {
      // It has been refused, too, or will be.
      return false;
    }
  }

  @Override
  public List<Outcome> settle(List<Settlement> items) {
    return monitor.locked((engine, now) -> engine.settling.settle(items, now));
  }

  @Override
  public void settle(List<Settlement> items, Reply<List<Outcome>> then) {
    monitor.answer(then, (engine, now) -> engine.settling.settle(items, now));
  }

  @Override
  public Optional<JobHistory> find(long id) {
    return monitor.locked((engine, now) -> find(engine, id));
  }

  @Override
  public void find(long id, Reply<Optional<JobHistory>> then) {
    monitor.answer(then, (engine, now) -> find(engine, id));
  }

  private static Optional<JobHistory> find(Engine engine, long id) {
    return Optional.ofNullable(engine.life.table.find(id)).map(Entry::history);
  }

  @Override
  public Map<Long, String> queuesOf(Collection<Long> ids) {
    return monitor.locked(
        (engine, now) -> {
          Map<Long, String> queues = new HashMap<>();
          for (Long id : ids) {
            Entry entry = engine.life.table.find(id);
            if (entry != null) {
              queues.put(id, entry.queue.name);
            }
          }
          return queues;
        });
  }

  @Override
  public Pending await(long id, Duration wait, Reply<Optional<JobHistory>> then) {
    return monitor.begin((engine, now) -> findOrWait(engine, id, wait, then, now));
  }

  private Pending findOrWait(
      Engine engine, long id, Duration wait, Reply<Optional<JobHistory>> then, long now) {
    Entry entry = engine.life.table.find(id);
    if (entry == null || entry.status.isFinished() || wait.isZero()) {
      Optional<JobHistory> job = Optional.ofNullable(entry).map(Entry::history);
      engine.notices.answer(then, job);
      return () -> false;
    }
    Watches.Watch watch = engine.watches.add(id, now + wait.toMillis(), then);
    return () -> cancel(watch);
  }

  private boolean cancel(Watches.Watch watch) {
    return cancel((engine, now) -> watch.leave());
  }

  @Override
  public JobPage list(JobFilter filter) {
    return monitor.locked((engine, now) -> engine.listing.page(filter));
  }

  @Override
  public Batch batch(long id) {
    return monitor.locked((engine, now) -> engine.life.batches.get(id));
  }

  @Override
  public Job cancel(long id) {
    return monitor.locked((engine, now) -> engine.operations.cancel(id, now));
  }

  @Override
  public Job retry(long id) {
    return monitor.locked((engine, now) -> engine.operations.retry(id, now));
  }

  @Override
  public Job change(long id, JobChange change) {
    return monitor.locked((engine, now) -> engine.operations.change(id, change, now));
  }

  @Override
  public Job move(long id, String queue) {
    return monitor.locked((engine, now) -> engine.operations.transfer(id, queue));
  }

  @Override
  public List<QueueStats> queues() {
    return monitor.locked((engine, now) -> engine.operations.all(now));
  }

  @Override
  public QueueStats queue(String name) {
    return monitor.locked((engine, now) -> engine.operations.stats(name, now));
  }

  @Override
  public QueueStats configure(String name, QueueSettings settings) {
    return monitor.locked((engine, now) -> engine.operations.configure(name, settings, now));
  }

  @Override
  public QueueStats pause(String name, boolean on) {
    return monitor.locked((engine, now) -> engine.operations.pause(name, on, now));
  }

  @Override
  public void delete(String name) {
    lockedDo((engine, now) -> engine.operations.delete(name));
  }

  @Override
  public long purge(String name) {
    return monitor.locked((engine, now) -> engine.operations.purge(name, now));
  }

  @Override
  public long retryFailed(String name) {
    return monitor.locked((engine, now) -> engine.operations.retryFailed(name, now));
  }

  @Override
  public Pushes pushes() {
    return monitor.locked((engine, now) -> engine.life.queues().pushes());
  }

  @Override
  public void drain(boolean on) {
    lockedDo((engine, now) -> engine.intake.drain(on));
  }

  @Override
  public void dismiss() {
    lockedDo((engine, now) -> engine.dismiss());
  }

  @Override
  public List<ScheduleState> schedules() {
    return monitor.locked((engine, now) -> engine.schedules.all());
  }

  @Override
  public ScheduleState schedule(String name) {
    return monitor.locked((engine, now) -> engine.schedules.get(name));
  }

  @Override
  public ScheduleState schedule(Schedule schedule) {
    return monitor.locked((engine, now) -> engine.schedules.put(schedule, now));
  }

  @Override
  public void unschedule(String name) {
    lockedDo((engine, now) -> engine.schedules.remove(name));
  }

  @Override
  public Stats stats() {
    return monitor.locked(
        (engine, now) ->
            new Stats(
                engine.life.counts(),
                engine.dispatcher.waitingCount(),
                engine.intake.isDraining(),
                Duration.ofMillis(now - openedAt)));
  }

  @Override
  public Events listen(Runnable wake) {
    return monitor.listen(wake);
  }

  @Override
  public Backup backup() {
    return monitor.backup();
  }

  @Override
  public Export export() {
    return monitor.locked((engine, now) -> Snapshot.of(engine))::sayTo;
  }

  @Override
  public void restore(Iterator<Kept> from) {
    List<Kept> all = new ArrayList<>();
    long weight = 0;
    while (from.hasNext()) {
      Kept kept = from.next();
      all.add(kept);
      weight += kept instanceof Kept.OfJob job ? Weight.of(job.job()) : 0;
      if (weight > room) {
        throw Intake.noRoom();
      }
    }
    long needed = weight;
    lockedDo((engine, now) -> engine.restore(all, needed));
  }

  @Override
  public Readiness readiness() {
    return monitor.readiness();
  }

  @Override
  public long tick() {
    return monitor.tick();
  }

  /** How much of the room is taken. */
  long roomUsed() {
    return monitor.locked((engine, now) -> engine.life.room.used());
  }

  /** Answers everyone who waits, and closes the change log. */
  @Override
  public void close() {
    monitor.close();
  }
}
