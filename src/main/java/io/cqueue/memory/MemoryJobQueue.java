package io.cqueue.memory;

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
import io.cqueue.core.Settlement;
import io.cqueue.core.Stats;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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

  /**
   * Opens an empty queue.
   *
   * @param clock says what time it is
   * @param limits how much it may keep
   */
  public MemoryJobQueue(InstantSource clock, MemoryLimits limits) {
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
    List<Runnable> calls = notices.take();
    lock.unlock();
    for (Runnable call : calls) {
      run(call);
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
    long now = enter();
    try {
      return intake.enqueue(jobs, key, now);
    } finally {
      leave(now);
    }
  }

  @Override
  public List<Job> dequeue(Dequeue request) {
    long now = enter();
    try {
      return dispatcher.take(request, now);
    } finally {
      leave(now);
    }
  }

  @Override
  public Pending dequeue(Dequeue request, Duration wait, Consumer<List<Job>> then) {
    long now = enter();
    try {
      List<Job> jobs = dispatcher.take(request, now);
      if (!jobs.isEmpty() || wait.isZero()) {
        notices.add(() -> then.accept(jobs));
        return () -> false;
      }
      Waiter waiter = dispatcher.await(request, now + wait.toMillis(), then);
      return () -> cancel(waiter);
    } finally {
      leave(now);
    }
  }

  private boolean cancel(Waiter waiter) {
    long now = enter();
    try {
      if (waiter.done) {
        return false;
      }
      dispatcher.leave(waiter);
      return true;
    } finally {
      leave(now);
    }
  }

  @Override
  public List<Outcome> settle(List<Settlement> items) {
    long now = enter();
    try {
      List<Outcome> outcomes = new ArrayList<>(items.size());
      for (Settlement item : items) {
        outcomes.add(settling.settle(item, now));
      }
      return outcomes;
    } finally {
      leave(now);
    }
  }

  @Override
  public Optional<JobHistory> find(long id) {
    long now = enter();
    try {
      return Optional.ofNullable(life.table.find(id)).map(Entry::history);
    } finally {
      leave(now);
    }
  }

  @Override
  public Pending await(long id, Duration wait, Consumer<Optional<JobHistory>> then) {
    long now = enter();
    try {
      Entry entry = life.table.find(id);
      if (entry == null || entry.status.isFinished() || wait.isZero()) {
        Optional<JobHistory> job = Optional.ofNullable(entry).map(Entry::history);
        notices.add(() -> then.accept(job));
        return () -> false;
      }
      Watches.Watch watch = watches.add(id, now + wait.toMillis(), then);
      return () -> cancel(watch);
    } finally {
      leave(now);
    }
  }

  private boolean cancel(Watches.Watch watch) {
    long now = enter();
    try {
      return watch.leave();
    } finally {
      leave(now);
    }
  }

  @Override
  public JobPage list(JobFilter filter) {
    long now = enter();
    try {
      return listing.page(filter);
    } finally {
      leave(now);
    }
  }

  @Override
  public Job cancel(long id) {
    long now = enter();
    try {
      return operations.cancel(id, now);
    } finally {
      leave(now);
    }
  }

  @Override
  public Job retry(long id) {
    long now = enter();
    try {
      return operations.retry(id, now);
    } finally {
      leave(now);
    }
  }

  @Override
  public Job change(long id, JobChange change) {
    long now = enter();
    try {
      return operations.change(id, change, now);
    } finally {
      leave(now);
    }
  }

  @Override
  public Job move(long id, String queue) {
    long now = enter();
    try {
      return operations.transfer(id, queue);
    } finally {
      leave(now);
    }
  }

  @Override
  public List<QueueStats> queues() {
    long now = enter();
    try {
      return operations.all(now);
    } finally {
      leave(now);
    }
  }

  @Override
  public QueueStats queue(String name) {
    long now = enter();
    try {
      return operations.stats(name, now);
    } finally {
      leave(now);
    }
  }

  @Override
  public QueueStats configure(String name, QueueSettings settings) {
    long now = enter();
    try {
      return operations.configure(name, settings, now);
    } finally {
      leave(now);
    }
  }

  @Override
  public void delete(String name) {
    long now = enter();
    try {
      operations.delete(name);
    } finally {
      leave(now);
    }
  }

  @Override
  public long purge(String name) {
    long now = enter();
    try {
      return operations.purge(name, now);
    } finally {
      leave(now);
    }
  }

  @Override
  public long retryFailed(String name) {
    long now = enter();
    try {
      return operations.retryFailed(name, now);
    } finally {
      leave(now);
    }
  }

  @Override
  public void drain(boolean on) {
    long now = enter();
    try {
      intake.drain(on);
    } finally {
      leave(now);
    }
  }

  @Override
  public Stats stats() {
    long now = enter();
    try {
      return new Stats(
          life.counts(),
          dispatcher.waitingCount(),
          intake.isDraining(),
          Duration.ofMillis(now - openedAt));
    } finally {
      leave(now);
    }
  }

  @Override
  public Events listen(Runnable wake) {
    long now = enter();
    try {
      Listener listener = new Listener(wake);
      events.listen(listener);
      return listener;
    } finally {
      leave(now);
    }
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
    long now = enter();
    try {
      dispatcher.close();
      watches.close();
    } finally {
      leave(now);
    }
  }
}
