package io.cqueue.boot;

import io.cqueue.core.JobQueue;
import io.cqueue.core.RefusedException;
import io.cqueue.http.Pulse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets time pass for a queue. Every call of the queue does what is due by itself, so this is only
 * for those who wait: nobody does for longer than {@value #MILLIS} ms after their job was due.
 */
final class Ticker implements Pulse, AutoCloseable {

  private static final int MILLIS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final JobQueue queue;
  private final LongSupplier nanos;
  private final Thread thread;
  private volatile long last;
  private volatile boolean closed;

  /** Starts the thread, and measures with a clock of nanoseconds how late it is. */
  Ticker(JobQueue queue, LongSupplier nanos) {
    this.queue = queue;
    this.nanos = nanos;
    this.last = nanos.getAsLong();
    this.thread = new Thread(this::run, "cqueue-ticker");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        queue.tick();
        last = nanos.getAsLong();
      } catch (RefusedException e) {
        LOG.debug("Nothing could be done now; the store has said why", e);
      } catch (RuntimeException e) {
        LOG.error("A tick failed; the next one goes on", e);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
    }
  }

  /** False if an error ended the thread that no later tick would have survived either. */
  @Override
  public boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public Duration sinceLast() {
    return Duration.ofNanos(nanos.getAsLong() - last);
  }

  /** Ends the thread, and waits for that. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
