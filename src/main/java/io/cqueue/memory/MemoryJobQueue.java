package io.cqueue.memory;

import io.cqueue.core.Calendar;
import io.cqueue.core.Dequeue;
import io.cqueue.core.Enqueued;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Job;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobEvent;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobPage;
import io.cqueue.core.JobQueue;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Pending;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.QueueStats;
import io.cqueue.core.Reply;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import io.cqueue.core.Settlement;
import io.cqueue.core.Stats;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A {@link JobQueue} in memory. When the process ends, its jobs are gone.
 *
 * <p>Locking: one lock guards everything. {@link #enter} takes it and first does what is due, so
 * that every call finds the queue as it should be at that time and overtakes nobody who waits.
 * {@link #leave} hands what became available to those who wait, gives the lock back, and only then
 * makes the calls to the outside. Nothing else locks, and nothing outside is called while the lock
 * is held.
 *
 * <p>Where the rules are: {@link Intake} for new jobs, {@link Dispatcher} for handing out, {@link
 * Settling} for what consumers say, {@link Operations} for what operators do, {@link Life} for
 * every change of status and what follows from it.
 */
public final class MemoryJobQueue implements JobQueue {

  /** How many things that are due one call does before its own, so that none takes too long. */
  private static final int MAX_DUE = 1000;

  private final InstantSource clock;
  private final long openedAt;

  private final ReentrantLock lock = new ReentrantLock();
  private final Timers timers = new Timers();
  private final Notices notices = new Notices();
  private final EventLog events = new EventLog(notices);
  private final Watches watches;
  private final Life life;
  private final Intake intake;
  private final Dispatcher dispatcher;
  private final Settling settling;
  private final Operations operations;
  private final Listing listing;
  private final Schedules schedules;

  /**
   * Opens an empty queue.
   *
   * @param clock says what time it is
   * @param calendar understands the expressions of schedules
   * @param limits how much it may keep
   */
  public MemoryJobQueue(InstantSource clock, Calendar calendar, MemoryLimits limits) {
    this.clock = clock;
    this.openedAt = clock.millis();
    JobTable table = new JobTable();
    Room room = new Room(limits.bytes());
    Awaited.ToServe toServe = new Awaited.ToServe();
    this.watches = new Watches(timers, table, notices);
    this.life = new Life(table, room, timers, events, watches, toServe, limits.maxFinished());
    this.intake = new Intake(life, timers);
    this.dispatcher = new Dispatcher(life, timers, toServe, notices);
    this.settling = new Settling(life);
    this.operations = new Operations(life);
    this.listing = new Listing(table, life.queues());
    this.schedules = new Schedules(calendar, timers, intake, table);
  }

  private long enter() {
    lock.lock();
    long now = clock.millis();
    Timed due = timers.poll(now);
    for (int i = 0; due != null && i < MAX_DUE; i++) {
      due.run(now);
      due = timers.poll(now);
    }
    if (due != null) {
      timers.add(due);
    }
    dispatcher.serve(now);
    return now;
  }

  private void leave(long now) {
    dispatcher.serve(now);
    events.wake();
    List<Notices.Notice> due = notices.take();
    lock.unlock();
    for (Notices.Notice notice : due) {
      run(notice::give);
    }
  }

  private <T> T locked(LongFunction<T> action) {
    long now = enter();
    try {
      return action.apply(now);
    } finally {
      leave(now);
    }
  }

  private void lockedDo(LongConsumer action) {
    long now = enter();
    try {
      action.accept(now);
    } finally {
      leave(now);
    }
  }

  /**
   * Makes a call to the outside. If it fails, that is not the affair of whoever is here by chance.
   */
  private static void run(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  @Override
  public List<Enqueued> enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key) {
    return locked(now -> intake.enqueue(jobs, key, now));
  }

  @Override
  public List<Job> dequeue(Dequeue request) {
    return locked(now -> dispatcher.take(request, now));
  }

  @Override
  public Pending dequeue(Dequeue request, Duration wait, Reply<List<Job>> then) {
    return locked(now -> takeOrWait(request, wait, then, now));
  }

  private Pending takeOrWait(Dequeue request, Duration wait, Reply<List<Job>> then, long now) {
    List<Job> jobs = dispatcher.take(request, now);
    if (!jobs.isEmpty() || wait.isZero()) {
      notices.answer(then, jobs);
      return () -> false;
    }
    Waiter waiter = dispatcher.await(request, now + wait.toMillis(), then);
    return () -> cancel(waiter);
  }

  private boolean cancel(Waiter waiter) {
    return locked(now -> dispatcher.cancel(waiter));
  }

  @Override
  public List<Outcome> settle(List<Settlement> items) {
    return locked(now -> settling.settle(items, now));
  }

  @Override
  public Optional<JobHistory> find(long id) {
    return locked(now -> Optional.ofNullable(life.table.find(id)).map(Entry::history));
  }

  @Override
  public Pending await(long id, Duration wait, Reply<Optional<JobHistory>> then) {
    return locked(now -> findOrWait(id, wait, then, now));
  }

  private Pending findOrWait(long id, Duration wait, Reply<Optional<JobHistory>> then, long now) {
    Entry entry = life.table.find(id);
    if (entry == null || entry.status.isFinished() || wait.isZero()) {
      Optional<JobHistory> job = Optional.ofNullable(entry).map(Entry::history);
      notices.answer(then, job);
      return () -> false;
    }
    Watches.Watch watch = watches.add(id, now + wait.toMillis(), then);
    return () -> cancel(watch);
  }

  private boolean cancel(Watches.Watch watch) {
    return locked(now -> watch.leave());
  }

  @Override
  public JobPage list(JobFilter filter) {
    return locked(now -> listing.page(filter));
  }

  @Override
  public Job cancel(long id) {
    return locked(now -> operations.cancel(id, now));
  }

  @Override
  public Job retry(long id) {
    return locked(now -> operations.retry(id, now));
  }

  @Override
  public Job change(long id, JobChange change) {
    return locked(now -> operations.change(id, change, now));
  }

  @Override
  public Job move(long id, String queue) {
    return locked(now -> operations.transfer(id, queue));
  }

  @Override
  public List<QueueStats> queues() {
    return locked(now -> operations.all(now));
  }

  @Override
  public QueueStats queue(String name) {
    return locked(now -> operations.stats(name, now));
  }

  @Override
  public QueueStats configure(String name, QueueSettings settings) {
    return locked(now -> operations.configure(name, settings, now));
  }

  @Override
  public QueueStats pause(String name, boolean on) {
    return locked(now -> operations.pause(name, on, now));
  }

  @Override
  public void delete(String name) {
    lockedDo(now -> operations.delete(name));
  }

  @Override
  public long purge(String name) {
    return locked(now -> operations.purge(name, now));
  }

  @Override
  public long retryFailed(String name) {
    return locked(now -> operations.retryFailed(name, now));
  }

  @Override
  public void drain(boolean on) {
    lockedDo(now -> intake.drain(on));
  }

  @Override
  public List<ScheduleState> schedules() {
    return locked(now -> schedules.all());
  }

  @Override
  public ScheduleState schedule(String name) {
    return locked(now -> schedules.get(name));
  }

  @Override
  public ScheduleState schedule(Schedule schedule) {
    return locked(now -> schedules.put(schedule, now));
  }

  @Override
  public void unschedule(String name) {
    lockedDo(now -> schedules.remove(name));
  }

  @Override
  public Stats stats() {
    return locked(
        now ->
            new Stats(
                life.counts(),
                dispatcher.waitingCount(),
                intake.isDraining(),
                Duration.ofMillis(now - openedAt)));
  }

  @Override
  public Events listen(Runnable wake) {
    Listener listener = new Listener(wake);
    lockedDo(now -> events.listen(listener));
    return listener;
  }

  private final class Listener implements Events, Runnable {

    private final Runnable wake;

    Listener(Runnable wake) {
      this.wake = wake;
    }

    @Override
    public void run() {
      wake.run();
    }

    @Override
    public long latest() {
      lock.lock();
      try {
        return events.latest();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public List<JobEvent> after(long after, int max) {
      lock.lock();
      try {
        return events.after(after, max);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        events.leave(this);
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public long tick() {
    while (true) {
      long now = enter();
      long next = timers.next();
      leave(now);
      if (next > now) {
        return next;
      }
    }
  }

  /** How much of the room is taken. */
  long roomUsed() {
    lock.lock();
    try {
      return life.room.used();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lockedDo(
        now -> {
          dispatcher.close();
          watches.close();
        });
  }
}
