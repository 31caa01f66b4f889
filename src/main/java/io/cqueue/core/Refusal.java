package io.cqueue.core;

import org.jspecify.annotations.Nullable;

/**
 * A "no" that the caller brought about and can understand. Immutable. Whatever else goes wrong is a
 * bug and not a refusal.
 *
 * @param reason the kind of refusal, stable, for programs
 * @param detail one sentence for people
 * @param field the name of the field to blame, if it is one field
 */
public record Refusal(Reason reason, String detail, @Nullable String field) {

  /** Every kind of refusal there is. */
  public enum Reason {
    /** What was asked makes no sense as it stands, and never will. */
    INVALID,
    /** No job has this ID. */
    UNKNOWN_JOB,
    /** Only a job in progress can do this. */
    NOT_IN_PROGRESS,
    /** Another consumer has the job. */
    OTHER_CONSUMER
  }

  /** {@link Reason#INVALID}: {@code field} {@code must}. */
  public static Refusal invalid(String field, String must) {
    return new Refusal(Reason.INVALID, field + " " + must + ".", field);
  }

  /** {@link Reason#UNKNOWN_JOB}. */
  public static Refusal unknownJob(Object id) {
    return new Refusal(Reason.UNKNOWN_JOB, "There is no job " + id + ".", null);
  }

  /** {@link Reason#NOT_IN_PROGRESS}. */
  public static Refusal notInProgress(long id, JobStatus status) {
    return new Refusal(
        Reason.NOT_IN_PROGRESS, "Job " + id + " is " + status + ", not IN_PROGRESS.", null);
  }

  /** {@link Reason#OTHER_CONSUMER}. */
  public static Refusal otherConsumer(long id) {
    return new Refusal(Reason.OTHER_CONSUMER, "Another consumer has job " + id + ".", null);
  }

  /** This refusal, to be thrown. */
  public RefusedException asException() {
    return new RefusedException(this);
  }
}
