package io.cqueue.core;

/** Where a job stands in its life. */
public enum JobStatus {
  /** Waiting for a consumer. */
  QUEUED,
  /** Handed to one consumer, who has not concluded it yet. */
  IN_PROGRESS,
  /** Done. */
  CONCLUDED
}
