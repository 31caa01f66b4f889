package io.cqueue.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a job, as its {@link Handler} sees it. Its own lock guards who may interrupt the
 * handler: only while it runs. Thread-safe.
 */
public final class Task {

  private final Job job;
  private @Nullable Thread handler;
  private @Nullable Json progress;
  private boolean lost;
  private boolean stopped;
  private boolean givenBack;
  private int missed;

  /** An attempt at this job. */
  Task(Job job) {
    this.job = job;
  }

  /** The job. */
  public Job job() {
    return job;
  }

  /** What its producer sent, as JSON; {@code null} as JSON if nothing. */
  public Json payload() {
    Json payload = job.payload();
    return payload == null ? new Json("null") : payload;
  }

  /** How far it is, for others to see. It is sent with the next heartbeat. */
  public synchronized void progress(@Nullable Object value) {
    progress = Json.of(value);
  }

  /** Whether the job is not this consumer's any more, so that further work is in vain. */
  public synchronized boolean isLost() {
    return lost;
  }

  /**
   * Gives the job back: the attempt does not count, and what the handler returns is of no matter.
   */
  public synchronized void giveBack() {
    givenBack = true;
  }

  /** Whether its handler has given it back. */
  synchronized boolean isGivenBack() {
    return givenBack;
  }

  /** Runs a handler in this thread. */
  @Nullable Object run(Handler with) throws Exception {
    synchronized (this) {
      if (lost || stopped) {
        throw new InterruptedException("the job was lost before it began");
      }
      handler = Thread.currentThread();
    }
    try {
      return with.handle(this);
    } finally {
      synchronized (this) {
        handler = null;
        // An interrupt that came too late for the handler is not meant for anyone else.
        var unused = Thread.interrupted();
      }
    }
  }

  synchronized void lose() {
    lost = true;
    interrupt();
  }

  /** Whether it shall be given back. */
  synchronized void stop() {
    stopped = true;
    interrupt();
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  private void interrupt() {
    if (handler != null) {
      handler.interrupt();
    }
  }

  synchronized Optional<Json> takeProgress() {
    Json taken = progress;
    progress = null;
    return Optional.ofNullable(taken);
  }

  /** A heartbeat came through. */
  synchronized void kept() {
    missed = 0;
  }

  /** A heartbeat did not. After so many in a row the lease is over. */
  synchronized void missed(int most) {
    missed++;
    if (missed >= most) {
      lose();
    }
  }
}
