package io.cqueue.memory;

import java.util.function.LongConsumer;

/** Calls something at a time that can be set again and again. Guarded by the lock of the queue. */
final class Alarm implements Timed {

  private final Timers timers;
  private final LongConsumer action;
  private long due;
  private int slot = -1;

  Alarm(Timers timers, LongConsumer action) {
    this.timers = timers;
    this.action = action;
  }

  /** Goes off at this time and at no other; never if it is {@link Long#MAX_VALUE}. */
  void set(long when) {
    timers.remove(this);
    due = when;
    if (when != Long.MAX_VALUE) {
      timers.add(this);
    }
  }

  @Override
  public long due() {
    return due;
  }

  @Override
  public long tie() {
    return 0;
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public void slot(int where) {
    slot = where;
  }

  @Override
  public void run(long now) {
    action.accept(now);
  }
}
