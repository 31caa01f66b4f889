package io.cqueue.memory;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in the order in which they were added, linked through the entries themselves: a job costs
 * nothing more, and is taken out of the middle at once. A job can be in two lists, one on each
 * side. Guarded by the lock of the queue.
 */
final class JobList {

  /** Which pair of an entry's links a list uses. */
  enum Side {
    /** For the lists of one queue. */
    QUEUE,
    /** For what waits, by type; for what is finished, of all queues. */
    OTHER;

    @Nullable Entry next(Entry entry) {
      return this == QUEUE ? entry.next : entry.otherNext;
    }

    @Nullable Entry previous(Entry entry) {
      return this == QUEUE ? entry.previous : entry.otherPrevious;
    }

    void next(Entry entry, @Nullable Entry to) {
      if (this == QUEUE) {
        entry.next = to;
      } else {
        entry.otherNext = to;
      }
    }

    void previous(Entry entry, @Nullable Entry to) {
      if (this == QUEUE) {
        entry.previous = to;
      } else {
        entry.otherPrevious = to;
      }
    }
  }

  private final Side side;
  private @Nullable Entry first;
  private @Nullable Entry last;
  private int size;

  JobList(Side side) {
    this.side = side;
  }

  int size() {
    return size;
  }

  @Nullable Entry first() {
    return first;
  }

  @Nullable Entry last() {
    return last;
  }

  void forEach(Consumer<Entry> visitor) {
    for (Entry entry = first; entry != null; entry = side.next(entry)) {
      visitor.accept(entry);
    }
  }

  void add(Entry entry) {
    side.previous(entry, last);
    if (last == null) {
      first = entry;
    } else {
      side.next(last, entry);
    }
    last = entry;
    size++;
  }

  void remove(Entry entry) {
    Entry before = side.previous(entry);
    Entry after = side.next(entry);
    if (before == null) {
      first = after;
    } else {
      side.next(before, after);
    }
    if (after == null) {
      last = before;
    } else {
      side.previous(after, before);
    }
    side.next(entry, null);
    side.previous(entry, null);
    size--;
  }
}
