package io.cqueue.core;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How values spread over ranges. Thread-safe; to record one takes no memory and no lock. Who reads
 * while others record may see one of a moment ago.
 */
public final class Histogram {

  private final long[] bounds;

  /** How many were in each range, then how many above all of them, then the sum of the values. */
  private final AtomicLongArray counts;

  /**
   * With nothing in it.
   *
   * @param bounds the greatest value of each range, ascending
   */
  public Histogram(long... bounds) {
    this.bounds = bounds.clone();
    this.counts = new AtomicLongArray(bounds.length + 2);
  }

  /** Adds a value. */
  public void record(long value) {
    int range = 0;
    while (range < bounds.length && value > bounds[range]) {
      range++;
    }
    counts.getAndIncrement(range);
    counts.getAndAdd(bounds.length + 1, value);
  }

  /** The greatest value of each range. */
  public long[] bounds() {
    return bounds.clone();
  }

  /** How many values were in each range, and in one more for those above all of them. */
  public long[] counts() {
    long[] all = new long[bounds.length + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = counts.get(i);
    }
    return all;
  }

  /** The sum of the values. */
  public long sum() {
    return counts.get(bounds.length + 1);
  }
}
