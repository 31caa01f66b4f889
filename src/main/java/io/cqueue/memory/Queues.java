package io.cqueue.memory;

import io.cqueue.core.JobCounters;
import io.cqueue.core.Push;
import io.cqueue.core.Pushes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The queues by name. One is there as soon as it is named, and goes when it has neither jobs nor
 * settings nor anyone waiting. Guarded by the lock of the queue.
 */
final class Queues {

  private final Map<String, NamedQueue> byName = new HashMap<>();

  /** Of the queues whose jobs are posted. */
  private final Map<String, Push> pushes = new HashMap<>(0);

  private final Timers timers;
  private final Awaited.ToServe toServe;
  private final Life life;
  private final JobCounters counters;

  Queues(Timers timers, Awaited.ToServe toServe, Life life, JobCounters counters) {
    this.timers = timers;
    this.toServe = toServe;
    this.life = life;
    this.counters = counters;
  }

  @Nullable NamedQueue find(String name) {
    return byName.get(name);
  }

  NamedQueue get(String name) {
    NamedQueue queue = byName.get(name);
    if (queue == null) {
      queue = unnamed(name);
      byName.put(name, queue);
    }
    return queue;
  }

  /** What a queue that nobody has named yet is like. */
  NamedQueue unnamed(String name) {
    return new NamedQueue(name, timers, toServe, life, counters, pushes);
  }

  void forgetIfIdle(NamedQueue queue) {
    if (queue.isIdle()) {
      queue.rate.set(Long.MAX_VALUE);
      byName.remove(queue.name);
    }
  }

  /** What there is to be posted. */
  Pushes pushes() {
    NamedQueue webhooks = find(Push.WEBHOOKS);
    boolean some = webhooks != null && webhooks.ready.first(Set.of()) != null;
    return pushes.isEmpty() && !some ? Pushes.NONE : new Pushes(pushes, some);
  }

  Collection<NamedQueue> all() {
    return byName.values();
  }

  List<NamedQueue> sorted() {
    List<NamedQueue> sorted = new ArrayList<>(byName.values());
    sorted.sort(Comparator.comparing(queue -> queue.name));
    return sorted;
  }
}
