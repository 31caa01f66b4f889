package io.cqueue.memory;

import io.cqueue.core.Backup;
import io.cqueue.core.Calendar;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Readiness;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one lock, and the engine that it guards. Thread-safe.
 *
 * <p>{@link #locked} first does what is due, so that every call finds the queue as it should be at
 * that time and overtakes nobody who waits. At the end it hands what became available to those who
 * wait, and gives the lock back. The calls to the outside are made when the change log, if there is
 * one, has kept everything: by those who wait for that, or by the log for those who do not. While
 * the lock is held, nothing outside is called but the log, which only takes note.
 */
final class Monitor {

  /** How long to leave a log alone that could not be loaded. */
  private static final long RESUME_MILLIS = 1000;

  private final InstantSource clock;
  private final @Nullable ChangeLog log;
  private final Supplier<Engine> empty;
  private final ReentrantLock lock = new ReentrantLock();
  private final Notices notices = new Notices();
  private final EventLog events = new EventLog(notices);

  /** Null while it is not known what the log has kept. */
  private @Nullable Engine engine;

  private volatile boolean wasReady;
  private boolean draining;

  /** Held by the one who loads the log. It guards the time of the next try, too. */
  private final ReentrantLock resuming = new ReentrantLock();

  private long resumeAt;

  /** One with an empty engine or, if there is a log, with none before the first {@link #tick}. */
  Monitor(
      InstantSource clock,
      Calendar calendar,
      MemoryLimits limits,
      JobCounters counters,
      @Nullable ChangeLog log) {
    this.clock = clock;
    this.log = log;
    this.empty = () -> new Engine(calendar, limits, counters, events, notices);
    this.engine = log == null ? empty.get() : null;
  }

  /** What to do with the lock. */
  interface Action<T> {
    T on(Engine engine, long now);
  }

  /** Does something with the lock, unless there is no engine to do it with. Waits for the log. */
  <T> T locked(Action<T> action) {
    return locked(action, true);
  }

  /** The same, but does not wait: once the log has everything, it has the calls made. */
  <T> T begin(Action<T> action) {
    return locked(action, false);
  }

  /** The same, and one of the calls is the answer. */
  <T> void answer(Reply<T> then, Action<T> action) {
    begin(
        (engine, now) -> {
          engine.notices.answer(then, action.on(engine, now));
          return now;
        });
  }

  private <T> T locked(Action<T> action, boolean waits) {
    lock.lock();
    Engine engine = this.engine;
    if (engine == null) {
      lock.unlock();
      throw unavailable();
    }
    long now = clock.millis();
    try {
      engine.enter(now);
      return action.on(engine, now);
    } finally {
      leave(engine, now, waits);
    }
  }

  private void leave(Engine engine, long now, boolean waits) {
    engine.dispatcher.serve(now);
    ChangeLog.Commit commit = log == null ? null : log.append(engine.takeChanges());
    long latest = events.latest();
    if (commit == null) {
      events.publish();
    }
    events.wake();
    List<Notices.Notice> due = notices.take();
    lock.unlock();
    if (commit == null) {
      give(due);
    } else if (waits) {
      await(commit, latest, due);
    } else {
      commit.then(failure -> end(failure, latest, due));
    }
  }

  private void await(ChangeLog.Commit commit, long latest, List<Notices.Notice> due) {
    try {
      commit.await();
    } catch (RefusedException e) {
      end(e, latest, due);
      throw e;
    }
    end(null, latest, due);
  }

  /** It is kept; or it is not, and then nobody hears of it. */
  private void end(@Nullable RefusedException failure, long latest, List<Notices.Notice> due) {
    if (failure == null) {
      events.publish(latest);
      give(due);
    } else {
      due.forEach(notice -> run(() -> notice.refuse(failure)));
    }
  }

  private static void give(List<Notices.Notice> due) {
    for (Notices.Notice notice : due) {
      run(notice::give);
    }
  }

  private RefusedException unavailable() {
    return Refusal.of(
            Refusal.Reason.STORE_UNAVAILABLE,
            wasReady ? "Nothing can be kept at the moment." : "The jobs are being read.")
        .asException();
  }

  /**
   * Makes a call to the outside. If it fails, that is not the affair of whoever is here by chance.
   */
  private static void run(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  // Starting, and starting again after the log has failed.

  /** Whether there is an engine to rely on; if not, makes one from the log, if that can be read. */
  private boolean resume(ChangeLog log) {
    resuming.lock();
    try {
      if (isReliable(log)) {
        return true;
      }
      abandon();
      long left = resumeAt - clock.millis();
      if (left > 0 && left <= RESUME_MILLIS) {
        // If it were more, the clock would have been put back.
        return false;
      }
      Engine fresh = empty.get();
      begin(fresh, fresh.resume(log));
      return true;
    } catch (RefusedException e) {
      resumeAt = clock.millis() + RESUME_MILLIS;
      return false;
    } finally {
      resuming.unlock();
    }
  }

  private boolean isReliable(ChangeLog log) {
    lock.lock();
    try {
      return engine != null && !log.hasFailed();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the jobs, and refuses all who wait. */
  private void abandon() {
    List<Reply<?>> replies = List.of();
    lock.lock();
    try {
      if (engine != null) {
        replies = engine.abandon();
        draining = engine.intake.isDraining();
        engine = null;
      }
    } finally {
      lock.unlock();
    }
    replies.forEach(reply -> run(() -> reply.refuse(unavailable())));
  }

  private void begin(Engine fresh, long lastEvent) {
    lock.lock();
    try {
      fresh.intake.drain(draining);
      events.resumeAfter(lastEvent);
      engine = fresh;
      wasReady = true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets time pass; says when something is due next. */
  long tick() {
    if (log != null && !resume(log)) {
      return resumeAt;
    }
    while (true) {
      long[] next = new long[1];
      long now =
          locked(
              (engine, at) -> {
                next[0] = engine.nextDue();
                return at;
              });
      if (next[0] > now) {
        return next[0];
      }
    }
  }

  JobQueue.Events listen(Runnable wake) {
    lock.lock();
    try {
      return new Listening(lock, events, wake);
    } finally {
      lock.unlock();
    }
  }

  Backup backup() {
    if (log == null) {
      throw Refusal.of(Refusal.Reason.NO_BACKUP, "Jobs in memory are kept nowhere else.")
          .asException();
    }
    return log.backup();
  }

  Readiness readiness() {
    lock.lock();
    try {
      if (engine == null) {
        return wasReady ? Readiness.UNAVAILABLE : Readiness.STARTING;
      }
      return engine.intake.isDraining() ? Readiness.DRAINING : Readiness.READY;
    } finally {
      lock.unlock();
    }
  }

  /** Answers everyone who waits, and closes the log. */
  void close() {
    try {
      locked(
          (engine, now) -> {
            engine.dismiss();
            return now;
          });
    } catch (RefusedException e) {
      // Nobody waits, or they have been refused.
    } finally {
      if (log != null) {
        log.close();
      }
    }
  }
}
