package io.cqueue.core;

import java.time.Duration;
import java.util.Map;

/**
 * How many jobs there are, kept as they change rather than counted. Immutable.
 *
 * @param counts of each status
 * @param waitingConsumers how many dequeues wait for a job
 * @param draining whether no job is taken on
 * @param uptime since the queue was opened
 */
public record Stats(
    Map<JobStatus, Long> counts, int waitingConsumers, boolean draining, Duration uptime) {

  /** How many jobs have this status. */
  public long count(JobStatus status) {
    return counts.getOrDefault(status, 0L);
  }
}
