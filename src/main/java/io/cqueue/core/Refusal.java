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
    /** No job has this ID, or it was finished so long ago that it is forgotten. */
    UNKNOWN_JOB,
    /** Only a job in progress can do this. */
    NOT_IN_PROGRESS,
    /** Another consumer has the job. */
    OTHER_CONSUMER,
    /** The caller's attempt is over, and the job has been dequeued again. */
    STALE_ATTEMPT,
    /** The job is finished, so there is nothing to cancel. */
    FINISHED,
    /** Only a job that failed or was cancelled can be retried. */
    NOT_RETRYABLE,
    /** Only a job that waits can be changed or moved. */
    NOT_WAITING,
    /** An unfinished job of the queue has this unique key. */
    UNIQUE_KEY_TAKEN,
    /** The idempotency key stood for another request before. */
    KEY_REUSED,
    /** The queue still has jobs that are not done. */
    QUEUE_NOT_EMPTY,
    /** The queue has as many unfinished jobs as it may. */
    QUEUE_FULL,
    /** All the room there is for jobs is taken. */
    STORE_FULL,
    /** The store cannot be used at the moment; what was asked may have been done or not. */
    STORE_UNAVAILABLE,
    /** No job is taken on while the server drains. */
    DRAINING,
    /** The store makes no copies of itself. */
    NO_BACKUP,
    /** No schedule has this name. */
    UNKNOWN_SCHEDULE,
    /** No batch has this ID, or it ended so long ago that it is forgotten. */
    UNKNOWN_BATCH,
    /** Only a store that has never had a job can go on with what another kept. */
    STORE_NOT_EMPTY,
    /** Nobody knows who asks: there is no token, or one that is not known. */
    UNAUTHENTICATED,
    /** It is known who asks, and that one may not do this. */
    FORBIDDEN,
    /** The caller asks more often than it may. */
    TOO_MANY_REQUESTS,
    /** Whoever could say who asks cannot be reached. */
    LOGIN_UNAVAILABLE
  }

  /** {@link Reason#INVALID}: {@code field} {@code must}. */
  public static Refusal invalid(String field, String must) {
    return new Refusal(Reason.INVALID, field + " " + must + ".", field);
  }

  /** {@link Reason#UNKNOWN_JOB}. */
  public static Refusal unknownJob(Object id) {
    return of(Reason.UNKNOWN_JOB, "There is no job " + id + ".");
  }

  /** {@link Reason#INVALID}: a job is to come after one that there is not. */
  public static Refusal unknownDependency(long id) {
    return invalid("After", "names job " + id + ", which does not exist");
  }

  /** {@link Reason#UNKNOWN_SCHEDULE}. */
  public static Refusal unknownSchedule(String name) {
    return of(Reason.UNKNOWN_SCHEDULE, "There is no schedule " + name + ".");
  }

  /** {@link Reason#UNKNOWN_BATCH}. */
  public static Refusal unknownBatch(Object id) {
    return of(Reason.UNKNOWN_BATCH, "There is no batch " + id + ".");
  }

  /** Any other. */
  public static Refusal of(Reason reason, String detail) {
    return new Refusal(reason, detail, null);
  }

  /** The same if the field to blame is inside of another: {@code path} leads there. */
  public Refusal within(String path) {
    return field == null ? this : new Refusal(reason, path + detail, path + field);
  }

  /** This refusal, to be thrown. */
  public RefusedException asException() {
    return new RefusedException(this);
  }
}
