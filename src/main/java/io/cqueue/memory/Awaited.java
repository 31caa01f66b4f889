package io.cqueue.memory;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The consumers that wait for a job of one queue, by the type that they wait for. What happens to
 * the queue is noted here, and {@link Dispatcher} sees to it before the lock is given back: so no
 * job is available while a consumer waits for it. Guarded by the lock of the queue.
 */
final class Awaited {

  /** The queues to which something happened while consumers wait for them. */
  static final class ToServe {

    private final ArrayDeque<NamedQueue> queues = new ArrayDeque<>();

    @Nullable NamedQueue poll() {
      return queues.poll();
    }
  }

  private static final String ANY = "";

  private final NamedQueue queue;
  private final ToServe toServe;
  private final Map<String, LinkedHashSet<Waiter>> byType = new HashMap<>(0);

  // What happened since it was last seen to.
  private final Set<String> touched = new HashSet<>(0);
  private boolean touchedAll;

  Awaited(NamedQueue queue, ToServe toServe) {
    this.queue = queue;
    this.toServe = toServe;
  }

  boolean isEmpty() {
    return byType.isEmpty();
  }

  void add(Waiter waiter) {
    for (String type : keys(waiter)) {
      byType.computeIfAbsent(type, any -> new LinkedHashSet<>()).add(waiter);
    }
    touchAll();
  }

  void remove(Waiter waiter) {
    for (String type : keys(waiter)) {
      Set<Waiter> waiters = byType.get(type);
      if (waiters != null && waiters.remove(waiter) && waiters.isEmpty()) {
        byType.remove(type);
      }
    }
  }

  private static Set<String> keys(Waiter waiter) {
    return waiter.request.types().isEmpty() ? Set.of(ANY) : waiter.request.types();
  }

  /** A job of this type can be had that could not before. */
  void touch(String type) {
    if (!isEmpty()) {
      note();
      touched.add(type);
    }
  }

  /** Anything may be possible that was not before. */
  void touchAll() {
    if (!isEmpty()) {
      note();
      touchedAll = true;
    }
  }

  private void note() {
    if (touched.isEmpty() && !touchedAll) {
      toServe.queues.add(queue);
    }
  }

  /** What happened has been seen to. */
  void settled() {
    touched.clear();
    touchedAll = false;
  }

  /** The consumer that has waited longest of those for whom there may be a job now, or null. */
  @Nullable Waiter next() {
    Waiter next = earlier(null, ANY);
    for (String type : touchedAll ? byType.keySet() : touched) {
      next = earlier(next, type);
    }
    return next;
  }

  private @Nullable Waiter earlier(@Nullable Waiter best, String type) {
    Set<Waiter> waiters = byType.get(type);
    if (waiters == null) {
      return best;
    }
    boolean available =
        type.equals(ANY) ? queue.ready.first(Set.of()) != null : queue.ready.first(type) != null;
    Waiter first = available ? waiters.iterator().next() : null;
    return first != null && (best == null || first.number < best.number) ? first : best;
  }
}
