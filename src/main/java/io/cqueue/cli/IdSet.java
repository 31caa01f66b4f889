package io.cqueue.cli;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of job IDs, one bit each: they are dense, but may begin anywhere. Used by one thread. */
final class IdSet {

  private static final int PAGE_BITS = 16;

  private final Map<Long, BitSet> pages = new HashMap<>();

  /**
   * Adds an ID.
   *
   * @return whether it is new
   */
  boolean add(long id) {
    BitSet page = pages.computeIfAbsent(id >> PAGE_BITS, number -> new BitSet());
    int bit = (int) (id & ((1 << PAGE_BITS) - 1));
    boolean added = !page.get(bit);
    page.set(bit);
    return added;
  }

  /** How many of these the other set does not have. */
  long countMissingIn(IdSet other) {
    long count = 0;
    for (Map.Entry<Long, BitSet> page : pages.entrySet()) {
      BitSet rest = (BitSet) page.getValue().clone();
      rest.andNot(other.pages.getOrDefault(page.getKey(), new BitSet()));
      count += rest.cardinality();
    }
    return count;
  }
}
