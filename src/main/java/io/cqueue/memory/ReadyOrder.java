package io.cqueue.memory;

import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait, in the order in which they came: a list linked through the entries
 * themselves, so that a waiting job costs one reference and both ends are reached at once.
 */
final class ReadyOrder {

  private @Nullable Entry head;
  private @Nullable Entry tail;

  void append(Entry entry) {
    if (tail == null) {
      head = entry;
    } else {
      tail.next = entry;
    }
    tail = entry;
  }

  /** Takes the entry that has waited longest, or null. */
  @Nullable Entry poll() {
    Entry first = head;
    if (first == null) {
      return null;
    }
    head = first.next;
    if (head == null) {
      tail = null;
    }
    first.next = null;
    return first;
  }
}
