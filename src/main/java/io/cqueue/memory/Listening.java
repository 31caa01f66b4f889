package io.cqueue.memory;

import io.cqueue.core.JobEvent;
import io.cqueue.core.JobQueue;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Someone who listens to the queue's events. Thread-safe. */
final class Listening implements JobQueue.Events, Runnable {

  private final ReentrantLock lock;
  private final EventLog events;
  private final Runnable wake;

  /** Listens from now on. Called with the lock. */
  Listening(ReentrantLock lock, EventLog events, Runnable wake) {
    this.lock = lock;
    this.events = events;
    this.wake = wake;
    // Not as it is: the same may listen twice.
    events.listen(this);
  }

  @Override
  public void run() {
    wake.run();
  }

  @Override
  public long latest() {
    return events.published();
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
