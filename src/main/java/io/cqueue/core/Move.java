package io.cqueue.core;

import static io.cqueue.core.JobStatus.BLOCKED;
import static io.cqueue.core.JobStatus.CANCELLED;
import static io.cqueue.core.JobStatus.CONCLUDED;
import static io.cqueue.core.JobStatus.FAILED;
import static io.cqueue.core.JobStatus.IN_PROGRESS;
import static io.cqueue.core.JobStatus.QUEUED;
import static io.cqueue.core.JobStatus.SCHEDULED;

import java.util.Set;

/**
 * Every legal move of a job from one status to another. Every store changes a status by one of
 * these and in no other way; {@code docs/job-life.md} is drawn from this table.
 */
public enum Move {
  /** Its time has come. */
  DUE(QUEUED, SCHEDULED),
  /** The last job that it waited for was concluded. */
  UNBLOCK(QUEUED, BLOCKED),
  /**
   * It is to wait (longer) for a time: its producer changed it, or its delay outlasts its block.
   */
  POSTPONE(SCHEDULED, QUEUED, SCHEDULED, BLOCKED),
  /** A consumer takes it. */
  DEQUEUE(IN_PROGRESS, QUEUED),
  /** The consumer is done. */
  CONCLUDE(CONCLUDED, IN_PROGRESS),
  /** The consumer failed, and may be followed by another after a while. */
  BACK_OFF(SCHEDULED, IN_PROGRESS),
  /** The lease ran out, and another consumer may have it at once. */
  LEASE_OVER(QUEUED, IN_PROGRESS),
  /** The attempt failed, or its lease ran out, and there is to be none after it. */
  GIVE_UP(FAILED, IN_PROGRESS),
  /** The consumer gives it back unharmed. */
  RELEASE(QUEUED, IN_PROGRESS),
  /** The consumer gives it back unharmed, to be had again after a while. */
  RELEASE_LATER(SCHEDULED, IN_PROGRESS),
  /** Nobody started it in time. */
  EXPIRE(CANCELLED, QUEUED, SCHEDULED, BLOCKED),
  /** Someone, or the failure of a job that it waited for, calls it off. */
  CANCEL(CANCELLED, QUEUED, SCHEDULED, BLOCKED, IN_PROGRESS, FAILED),
  /** Someone gives it another chance. */
  RETRY(QUEUED, FAILED, CANCELLED);

  private final JobStatus to;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set, which the check cannot see
  private final Set<JobStatus> from;

  Move(JobStatus to, JobStatus... from) {
    this.to = to;
    this.from = Set.of(from);
  }

  /** Where it leads. */
  public JobStatus to() {
    return to;
  }

  /** Whether it is legal for a job that stands there. */
  public boolean isLegalFrom(JobStatus status) {
    return from.contains(status);
  }

  /**
   * Where it leads a job that stands there.
   *
   * @throws IllegalStateException if it is not legal, which is a bug of the caller
   */
  public JobStatus from(JobStatus status) {
    if (!isLegalFrom(status)) {
      throw new IllegalStateException(this + " from " + status);
    }
    return to;
  }
}
