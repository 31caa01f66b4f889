package io.cqueue.memory;

/**
 * How often something happens, in two counters: one for the present ten seconds and one for those
 * before, of which as much counts as the present ones lack. Guarded by the lock of the queue.
 */
final class Meter {

  private static final long WINDOW_MILLIS = 10_000;

  private long window;
  private long current;
  private long before;

  void mark(long now) {
    turn(now);
    current++;
  }

  double perSecond(long now) {
    turn(now);
    double rest = 1 - (double) Math.floorMod(now, WINDOW_MILLIS) / WINDOW_MILLIS;
    return (before * rest + current) * 1000 / WINDOW_MILLIS;
  }

  private void turn(long now) {
    long present = Math.floorDiv(now, WINDOW_MILLIS);
    if (present != window) {
      before = present == window + 1 ? current : 0;
      current = 0;
      window = present;
    }
  }
}
