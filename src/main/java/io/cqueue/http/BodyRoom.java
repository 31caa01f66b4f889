package io.cqueue.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The room for request bodies that are being read or worked on, all together. Jobs have room of
 * their own, but until a body has become a job it has to be somewhere. Thread-safe.
 */
public final class BodyRoom {

  private final long bytes;
  private final AtomicLong taken = new AtomicLong();

  /** So much. */
  public BodyRoom(long bytes) {
    this.bytes = bytes;
  }

  /** Takes some, if there is as much. */
  boolean take(long more) {
    if (taken.addAndGet(more) <= bytes) {
      return true;
    }
    taken.addAndGet(-more);
    return false;
  }

  /** Gives back what was taken. */
  void give(long back) {
    taken.addAndGet(-back);
  }

  /** How much is taken. */
  public long taken() {
    return taken.get();
  }
}
