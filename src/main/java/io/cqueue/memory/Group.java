package io.cqueue.memory;

import io.cqueue.core.JobStatus;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one group in a queue, of which one at most is in progress. The first of those that
 * wait is the only one that {@link Ready} has, and only while no other holds the group. A job that
 * is to be tried again holds it, too, so that none overtakes it. Guarded by the lock of the queue.
 */
final class Group {

  private static final Comparator<Entry> ORDER =
      Comparator.<Entry>comparingInt(entry -> -entry.priority).thenComparingLong(entry -> entry.id);

  private final TreeSet<Entry> waiting = new TreeSet<>(ORDER);
  private @Nullable Entry offered;
  private @Nullable Entry holder;

  /** A job of the group came to wait. */
  void add(Entry entry, Ready ready) {
    waiting.add(entry);
    offer(ready);
  }

  /** A job of the group waits no longer. */
  void remove(Entry entry, Ready ready) {
    waiting.remove(entry);
    offer(ready);
  }

  /** A job of the group was dequeued: it keeps the others back. */
  void hold(Entry entry, Ready ready) {
    holder = entry;
    offer(ready);
  }

  /** A job of the group keeps the others back no longer, if it did. */
  void letGo(Entry entry, Ready ready) {
    if (holder == entry) {
      holder = null;
      offer(ready);
    }
  }

  boolean isHeldBy(Entry entry) {
    return holder == entry;
  }

  /** Whether a job that leaves {@code IN_PROGRESS} for this status goes on holding its group. */
  static boolean holdsIn(JobStatus status) {
    return status == JobStatus.SCHEDULED;
  }

  boolean isEmpty() {
    return holder == null && waiting.isEmpty();
  }

  /** The jobs that wait, in order. */
  Iterable<Entry> waiting() {
    return waiting;
  }

  /** Whether it is the one that {@link Ready} has. */
  boolean isOffered(Entry entry) {
    return entry == offered;
  }

  private void offer(Ready ready) {
    Entry first = holder != null || waiting.isEmpty() ? null : waiting.first();
    if (first == offered) {
      return;
    }
    if (offered != null) {
      ready.remove(offered);
    }
    offered = first;
    if (first != null) {
      ready.add(first);
    }
  }
}
