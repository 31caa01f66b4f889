package io.cqueue.memory;

/** How much room there is for jobs, and how much is taken. Guarded by the lock of the queue. */
final class Room {

  private final long limit;
  private long used;

  /** So many bytes. */
  Room(long limit) {
    this.limit = limit;
  }

  boolean has(long bytes) {
    return used + bytes <= limit;
  }

  long used() {
    return used;
  }

  /** Takes some, or gives back if it is negative. There may be less than none left. */
  void take(long bytes) {
    used += bytes;
  }
}
