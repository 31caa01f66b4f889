package io.cqueue.client;

import java.time.Duration;
import java.util.List;

/**
 * How a {@link Worker} works. Immutable: each method returns a new one.
 *
 * @param queues where the jobs are from, tried strictly in this order
 * @param types only these; empty means all
 * @param concurrency how many jobs are done at a time, each by a thread of its own
 * @param batch how many jobs such a thread takes at once. It does them one after the other, and
 *     tells of them when it takes the next: for jobs that take less time than a request
 * @param lease how long a job may go without a heartbeat, of which there are three in that time
 * @param waitTime how long one request waits for a job, at most a minute
 */
public record WorkerSettings(
    List<String> queues,
    List<String> types,
    int concurrency,
    int batch,
    Duration lease,
    Duration waitTime) {

  /** The shortest lease that three heartbeats fit into. */
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(30);

  /** Checks itself. */
  public WorkerSettings {
    queues = List.copyOf(queues);
    types = List.copyOf(types);
    require(!queues.isEmpty(), "There must be a queue");
    require(concurrency >= 1 && concurrency <= 1000, "The concurrency must be from 1 to 1000");
    require(batch >= 1 && batch <= 1000, "The batch must be from 1 to 1000");
    require(lease.compareTo(SHORTEST_LEASE) >= 0, "The lease must be at least 0.03 seconds");
    boolean tooLong = waitTime.compareTo(Duration.ofMinutes(1)) > 0;
    require(waitTime.toMillis() >= 100 && !tooLong, "The wait must be from 0.1 to 60 seconds");
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }

  /** One job at a time, with a lease of a minute. */
  public static WorkerSettings of(String... queues) {
    return new WorkerSettings(
        List.of(queues), List.of(), 1, 1, Duration.ofMinutes(1), Duration.ofSeconds(20));
  }

  /** Only jobs of these types. */
  public WorkerSettings types(List<String> only) {
    return new WorkerSettings(queues, only, concurrency, batch, lease, waitTime);
  }

  /** So many at a time. */
  public WorkerSettings concurrency(int jobs) {
    return new WorkerSettings(queues, types, jobs, batch, lease, waitTime);
  }

  /** So many in one request. */
  public WorkerSettings batch(int jobs) {
    return new WorkerSettings(queues, types, concurrency, jobs, lease, waitTime);
  }

  /** With this lease. */
  public WorkerSettings lease(Duration time) {
    return new WorkerSettings(queues, types, concurrency, batch, time, waitTime);
  }

  /** With requests that wait so long. */
  public WorkerSettings waiting(Duration time) {
    return new WorkerSettings(queues, types, concurrency, batch, lease, time);
  }

  Dequeue dequeue() {
    return new Dequeue(queues, types, batch, waitTime, lease);
  }
}
