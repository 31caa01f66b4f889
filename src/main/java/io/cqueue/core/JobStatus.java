package io.cqueue.core;

/** Where a job stands in its life. {@link Move} has the ways from one to another. */
public enum JobStatus {
  /** Waiting for a consumer. */
  QUEUED,
  /** Handed to one consumer, whose lease has not run out. */
  IN_PROGRESS,
  /** Done. */
  CONCLUDED,
  /** Its time has not come: delayed, or waiting to be tried again. */
  SCHEDULED,
  /** Waiting for other jobs to be concluded. */
  BLOCKED,
  /** Out of attempts. It stays until someone retries or cancels it. */
  FAILED,
  /** Not to be done. */
  CANCELLED;

  /** Whether nothing more happens to the job by itself. */
  public boolean isFinished() {
    return this == CONCLUDED || this == FAILED || this == CANCELLED;
  }
}
