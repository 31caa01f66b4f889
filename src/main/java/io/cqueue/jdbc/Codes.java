package io.cqueue.jdbc;

import io.cqueue.core.Attempt;
import io.cqueue.core.JobStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers that stand for statuses and outcomes in the tables. They never change. */
public final class Codes {

  private static final List<JobStatus> STATUSES =
      List.of(
          JobStatus.QUEUED,
          JobStatus.IN_PROGRESS,
          JobStatus.CONCLUDED,
          JobStatus.SCHEDULED,
          JobStatus.BLOCKED,
          JobStatus.FAILED,
          JobStatus.CANCELLED);

  private static final List<Attempt.Outcome> OUTCOMES =
      List.of(
          Attempt.Outcome.CONCLUDED,
          Attempt.Outcome.FAILED,
          Attempt.Outcome.LEASE_EXPIRED,
          Attempt.Outcome.RELEASED,
          Attempt.Outcome.CANCELLED);

  private Codes() {}

  /** The number of a status. */
  public static int of(JobStatus status) {
    return STATUSES.indexOf(status);
  }

  /** The status of a number. */
  public static JobStatus status(int code) {
    return STATUSES.get(code);
  }

  /** The number of an outcome. */
  public static @Nullable Integer code(Attempt.@Nullable Outcome outcome) {
    return outcome == null ? null : OUTCOMES.indexOf(outcome);
  }

  /** The outcome of a number. */
  public static Attempt.@Nullable Outcome outcome(@Nullable Integer code) {
    return code == null ? null : OUTCOMES.get(code);
  }
}
