package io.cqueue.core;

import java.time.Instant;

/**
 * A job came to a status. Immutable.
 *
 * @param sequence counts all events of a queue since it was opened, from 1
 * @param at when
 * @param id which job
 * @param queue its queue
 * @param type its type
 * @param status the status that it came to
 * @param attempt how often it has been dequeued
 */
public record JobEvent(
    long sequence, Instant at, long id, String queue, String type, JobStatus status, int attempt) {

  /** Stands for an event of which one may know only that there was one. */
  static JobEvent hidden(long sequence) {
    return new JobEvent(sequence, Instant.EPOCH, 0, "", "", JobStatus.QUEUED, 0);
  }

  /** Whether this says nothing but its number. */
  public boolean isHidden() {
    return id == 0;
  }
}
