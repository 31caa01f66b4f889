package io.cqueue.core;

/**
 * A job with all that has to be known to go on with it. Immutable.
 *
 * @param history the job as anyone sees it
 * @param runAt when it can be had at the earliest, in milliseconds since 1970; 0 for at once
 * @param spent how many attempts count
 * @param leaseMillis how long the present attempt was to last at first, 0 for without end
 * @param holdsGroup whether it keeps the others of its group back
 * @param finishedAs orders the jobs that are finished, also those of one millisecond; 0 for none
 */
public record KeptJob(
    JobHistory history,
    long runAt,
    int spent,
    long leaseMillis,
    boolean holdsGroup,
    long finishedAs) {

  /** The job's ID. */
  public long id() {
    return history.job().id();
  }
}
