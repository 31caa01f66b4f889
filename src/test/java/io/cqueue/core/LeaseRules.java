package io.cqueue.core;

import static io.cqueue.core.Driver.MILLI;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.Driver.attempt;
import static io.cqueue.core.Driver.by;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.cqueue.core.Settlement.Claim;
import io.cqueue.core.Settlement.Extend;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a consumer may keep a job. */
interface LeaseRules extends Rules {

  private static Job.Run run(Job job) {
    Job.Run run = job.run();
    assertNotNull(run);
    return run;
  }

  @Test
  default void aLeaseThatRunsOutMakesTheJobAvailableAgainAtOnce() {
    q().add(job().lease(SECOND));
    q().takeOne("x");
    q().pass(SECOND.minus(MILLI));
    q().assertStatus(JobStatus.IN_PROGRESS, 1);

    q().pass(MILLI);

    q().assertStatus(JobStatus.QUEUED, 1);
    JobError error = run(q().job(1)).error();
    assertNotNull(error);
    assertEquals(JobError.LEASE_EXPIRED, error.type());
    Job again = q().takeOne("y");
    assertEquals(2, again.attempt());
    assertEquals("y", again.consumer());
  }

  @Test
  default void aLeaseThatRunsOutIsAFailedAttempt() {
    q().add(job().lease(SECOND).maxAttempts(2));
    q().takeOne();
    q().pass(SECOND);
    q().takeOne();
    q().pass(SECOND);

    q().assertStatus(JobStatus.FAILED, 1);
    assertEquals(Attempt.Outcome.LEASE_EXPIRED, q().history(1).attempts().get(1).outcome());
  }

  @Test
  default void aConsumerWhoseLeaseRanOutIsRefused() {
    q().add(job().lease(SECOND));
    q().takeOne("x");
    q().pass(SECOND);

    assertRefused(Refusal.Reason.NOT_IN_PROGRESS, () -> q().conclude(1, attempt(1)));
    assertRefused(Refusal.Reason.NOT_IN_PROGRESS, () -> q().extend(1, attempt(1), SECOND));
    q().takeOne("x");
    assertRefused(Refusal.Reason.STALE_ATTEMPT, () -> q().conclude(1, attempt(1)));
    assertRefused(Refusal.Reason.STALE_ATTEMPT, () -> q().conclude(1, new Claim(1, "x")));
  }

  @Test
  default void aLeaseIsOverEvenIfNobodyTicked() {
    q().add(job().lease(SECOND));
    q().takeOne("x");
    q().advanceOnly(SECOND);

    assertRefused(Refusal.Reason.NOT_IN_PROGRESS, () -> q().conclude(1, attempt(1)));
  }

  @Test
  default void extendingALeaseCountsFromNow() {
    q().add(job().lease(Duration.ofSeconds(10)));
    q().takeOne();
    q().pass(Duration.ofSeconds(8));

    Job extended = q().extend(1, attempt(1), Duration.ofSeconds(5));

    assertEquals(q().now().plusSeconds(5), run(extended).leaseExpiresAt());
    assertEquals(JobStatus.IN_PROGRESS, extended.status());
    q().pass(Duration.ofSeconds(5).minus(MILLI));
    q().assertStatus(JobStatus.IN_PROGRESS, 1);
    q().pass(MILLI);
    q().assertStatus(JobStatus.QUEUED, 1);
  }

  @Test
  default void aLeaseCanBeMadeShorter() {
    q().add(job().lease(Duration.ofSeconds(10)));
    q().takeOne();
    q().extend(1, attempt(1), SECOND);

    q().pass(SECOND);

    q().assertStatus(JobStatus.QUEUED, 1);
  }

  @Test
  default void extendingWithoutALeaseGivesTheOneThatTheConsumerHadAtFirst() {
    q().add(job().lease(Duration.ofSeconds(10)));
    q().takeOne();
    q().pass(Duration.ofSeconds(7));
    assertEquals(q().now().plusSeconds(10), run(q().extend(1, by("x"), null)).leaseExpiresAt());

    q().extend(1, by("x"), Duration.ofSeconds(3));
    assertEquals(q().now().plusSeconds(10), run(q().extend(1, by("x"), null)).leaseExpiresAt());
  }

  @Test
  default void aLeaseCanBeExtendedWithoutEnd() {
    q().add(job().lease(SECOND));
    q().takeOne();
    q().extend(1, Claim.NONE, Duration.ZERO);

    q().pass(Duration.ofDays(100));

    q().assertStatus(JobStatus.IN_PROGRESS, 1);
    q().extend(1, Claim.NONE, SECOND);
    q().pass(SECOND);
    q().assertStatus(JobStatus.QUEUED, 1);
  }

  @Test
  default void progressIsKeptUntilThereIsMore() {
    q().add();
    q().takeOne();
    q().queue.settle(new Extend(1, Claim.NONE, null, JsonValue.of("0.5")));
    assertEquals(JsonValue.of("0.5"), run(q().job(1)).progress());

    q().extend(1, Claim.NONE, null);
    assertEquals(JsonValue.of("0.5"), run(q().job(1)).progress());
    q().queue.settle(new Extend(1, Claim.NONE, null, JsonValue.of("0.75")));
    assertEquals(JsonValue.of("0.75"), run(q().job(1)).progress());
    assertEquals(JsonValue.of("0.75"), run(q().conclude(1)).progress());
  }

  @Test
  default void changingTheQueuesLeaseLeavesJobsInProgressAlone() {
    q().add();
    q().takeOne();
    q().configure("default", settings -> settings.lease(SECOND));

    q().pass(Duration.ofSeconds(1799));

    q().assertStatus(JobStatus.IN_PROGRESS, 1);
  }
}
