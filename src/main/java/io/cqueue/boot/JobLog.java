package io.cqueue.boot;

import io.cqueue.core.JobEvent;
import io.cqueue.core.JobQueue;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * One line of the log for each change of status, at debug level: there is one of these only then,
 * and otherwise nobody listens. A thread of its own writes, so that no request waits for the log,
 * and no line has the ID of a request that had nothing to do with it.
 */
final class JobLog implements AutoCloseable {

  private static final int SOME = 1000;

  private final Logger log;
  private final JobQueue.Events events;
  private final Thread thread = new Thread(this::run, "cqueue-job-log");
  private long last;
  private volatile boolean closed;

  /** Writes what happens from now on. */
  JobLog(JobQueue queue, Logger log) {
    this.log = log;
    this.events = queue.listen(() -> LockSupport.unpark(thread));
    this.last = events.latest();
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!closed) {
      writeAll();
      LockSupport.park();
    }
    writeAll();
  }

  private void writeAll() {
    try {
      for (List<JobEvent> some = events.after(last, SOME);
          !some.isEmpty();
          some = events.after(last, SOME)) {
        some.forEach(this::write);
      }
    } catch (RuntimeException e) {
      log.debug("What happened to jobs cannot be read now", e);
    }
  }

  private void write(JobEvent event) {
    if (last > 0 && event.sequence() > last + 1) {
      log.debug("{} changes came too fast to be written", event.sequence() - last - 1);
    }
    last = event.sequence();
    log.debug(
        "job {} of queue {}, type {}: {}, attempt {}",
        event.id(),
        event.queue(),
        event.type(),
        event.status(),
        event.attempt());
  }

  /** Writes what there is, and ends. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    events.close();
  }
}
