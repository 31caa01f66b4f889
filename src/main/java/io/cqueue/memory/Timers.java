package io.cqueue.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Everything that waits for a time: one binary heap, the earliest on top. Each element knows its
 * place, so that it can be taken out again without a search. Guarded by the lock of the queue.
 */
final class Timers {

  private @Nullable Timed[] heap = new Timed[64];
  private int size;

  /** When the next is due, or {@link Long#MAX_VALUE}. */
  long next() {
    return size == 0 ? Long.MAX_VALUE : at(0).due();
  }

  void add(Timed timed) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    siftUp(size++, timed);
  }

  /** Takes it out if it is here. */
  void remove(Timed timed) {
    int slot = timed.slot();
    if (slot < 0) {
      return;
    }
    timed.slot(-1);
    Timed last = at(--size);
    heap[size] = null;
    if (last != timed) {
      siftDown(slot, last);
      if (heap[slot] == last) {
        siftUp(slot, last);
      }
    }
  }

  /** Takes the earliest if it is due, or null. */
  @Nullable Timed poll(long now) {
    if (size == 0 || at(0).due() > now) {
      return null;
    }
    Timed first = at(0);
    remove(first);
    return first;
  }

  private void siftUp(int slot, Timed timed) {
    int hole = slot;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (!before(timed, at(parent))) {
        break;
      }
      put(hole, at(parent));
      hole = parent;
    }
    put(hole, timed);
  }

  private void siftDown(int slot, Timed timed) {
    int hole = slot;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(at(child + 1), at(child))) {
        child++;
      }
      if (!before(at(child), timed)) {
        break;
      }
      put(hole, at(child));
      hole = child;
    }
    put(hole, timed);
  }

  private void put(int slot, Timed timed) {
    heap[slot] = timed;
    timed.slot(slot);
  }

  private Timed at(int slot) {
    Timed timed = heap[slot];
    if (timed == null) {
      throw new IllegalStateException("the heap has a hole at " + slot + " of " + size);
    }
    return timed;
  }

  private static boolean before(Timed a, Timed b) {
    return a.due() != b.due() ? a.due() < b.due() : a.tie() < b.tie();
  }
}
