package io.cqueue.memory;

/** Something that happens at a time. {@link Timers} keeps it. Guarded by the lock of the queue. */
interface Timed {

  /** When, in milliseconds since 1970. It does not change while {@link Timers} has it. */
  long due();

  /** Orders what is due in the same millisecond. */
  long tie();

  /** Where it is in the heap, -1 if it is not. For {@link Timers} only. */
  int slot();

  /** Notes where it is in the heap. For {@link Timers} only. */
  void slot(int slot);

  /** Does it. {@link Timers} does not have it any more. */
  void run(long now);
}
