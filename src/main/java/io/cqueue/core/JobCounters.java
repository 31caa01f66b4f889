package io.cqueue.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The {@link QueueCounters} of every queue. A store counts with them, since it alone knows all that
 * happens. The first queues that have jobs get their own; the others share one, so that however
 * many queues there are, what is kept and shown of them has a limit. Thread-safe.
 */
public final class JobCounters {

  /** What those that share are called; no queue can have this name. */
  public static final String OTHER = "_other";

  private final int maxQueues;
  private final ConcurrentMap<String, QueueCounters> own = new ConcurrentHashMap<>();
  private final QueueCounters shared = new QueueCounters(OTHER);

  /**
   * With nothing counted.
   *
   * @param maxQueues how many queues get their own
   */
  public JobCounters(int maxQueues) {
    this.maxQueues = maxQueues;
  }

  /** Those of a queue. */
  public QueueCounters of(String queue) {
    QueueCounters found = own.get(queue);
    if (found == null) {
      found = own.size() < maxQueues ? claim(queue) : shared;
    }
    return found;
  }

  private synchronized QueueCounters claim(String queue) {
    return own.size() < maxQueues || own.containsKey(queue)
        ? own.computeIfAbsent(queue, QueueCounters::new)
        : shared;
  }

  /** All that there are. */
  public List<QueueCounters> all() {
    List<QueueCounters> all = new ArrayList<>(own.values());
    all.add(shared);
    return all;
  }
}
