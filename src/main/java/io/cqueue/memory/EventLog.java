package io.cqueue.memory;

import io.cqueue.core.JobEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The latest changes of status, for those who listen: a ring that is written over. Until someone
 * has listened for the first time nothing is kept. Guarded by the lock of the queue, but for the
 * number up to which it can be seen.
 */
final class EventLog {

  /** How many events one can be behind and lose none. */
  static final int CAPACITY = 1 << 14;

  private final Notices notices;
  private final Set<Runnable> listeners = new LinkedHashSet<>();
  private @Nullable JobEvent @Nullable [] ring;
  private long latest;
  private boolean woken;

  /** The number of the latest that anyone may see. Not guarded. */
  private final AtomicLong published = new AtomicLong();

  EventLog(Notices notices) {
    this.notices = notices;
  }

  void listen(Runnable wake) {
    if (ring == null) {
      ring = new JobEvent[CAPACITY];
    }
    listeners.add(wake);
  }

  void leave(Runnable wake) {
    listeners.remove(wake);
  }

  long latest() {
    return latest;
  }

  /** The number of the latest that anyone may see. Needs no lock. */
  long published() {
    return published.get();
  }

  /** Lets everyone see all events. */
  void publish() {
    published.setRelease(latest);
  }

  /**
   * Lets everyone see the events up to this one, since they are kept. Needs no lock: many do this
   * at once, whenever a commit is over, and would only wait for each other.
   */
  void publish(long number) {
    published.accumulateAndGet(number, Math::max);
  }

  /** Goes on after this one. Those that come after it, of which nobody knows, have never been. */
  void resumeAfter(long number) {
    latest = number;
    published.set(number);
  }

  void add(Entry entry, long now) {
    latest++;
    if (ring == null) {
      return;
    }
    ring[slot(latest)] =
        new JobEvent(
            latest,
            Instant.ofEpochMilli(now),
            entry.id,
            entry.queue.name,
            entry.type,
            entry.status,
            entry.attempt);
    woken = true;
  }

  /** Wakes those who listen, once the lock has been given back, if there is something new. */
  void wake() {
    if (woken) {
      woken = false;
      listeners.forEach(notices::wake);
    }
  }

  List<JobEvent> after(long sequence, int max) {
    List<JobEvent> events = new ArrayList<>();
    long first = Math.max(sequence, latest - CAPACITY) + 1;
    long last = published.get();
    for (long at = first; at <= last && events.size() < max; at++) {
      JobEvent event = ring == null ? null : ring[slot(at)];
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  private static int slot(long sequence) {
    return (int) (sequence & (CAPACITY - 1));
  }
}
