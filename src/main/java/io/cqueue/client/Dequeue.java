package io.cqueue.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are wanted, and how. Immutable: each method returns a new one.
 *
 * @param queues tried strictly in this order
 * @param types only these; empty means all
 * @param max how many at once
 * @param waitTime how long to wait for a job if there is none, at most a minute
 * @param lease how long they may be kept without a heartbeat; null leaves it to the job
 */
public record Dequeue(
    List<String> queues, List<String> types, int max, Duration waitTime, @Nullable Duration lease) {

  /** Checks nothing: the server does. */
  public Dequeue {
    queues = List.copyOf(queues);
    types = List.copyOf(types);
  }

  /** One job of any type, at once or not at all. */
  public static Dequeue from(String... queues) {
    return new Dequeue(List.of(queues), List.of(), 1, Duration.ZERO, null);
  }

  /** Only jobs of these types. */
  public Dequeue types(List<String> only) {
    return new Dequeue(queues, only, max, waitTime, lease);
  }

  /** Up to so many. */
  public Dequeue max(int jobs) {
    return new Dequeue(queues, types, jobs, waitTime, lease);
  }

  /** Waits so long for a job. */
  public Dequeue waiting(Duration time) {
    return new Dequeue(queues, types, max, time, lease);
  }

  /** With this lease. */
  public Dequeue lease(@Nullable Duration time) {
    return new Dequeue(queues, types, max, waitTime, time);
  }

  /** The path and the query. */
  String path() {
    Query query = new Query("/jobs/dequeue");
    if (!queues.isEmpty()) {
      query.add("queue", queues);
    }
    if (!types.isEmpty()) {
      query.add("type", types);
    }
    query.add("max", max);
    if (!waitTime.isZero()) {
      query.add("wait", Fields.seconds(waitTime));
    }
    if (lease != null) {
      query.add("lease", Fields.seconds(lease));
    }
    return query.toString();
  }
}
