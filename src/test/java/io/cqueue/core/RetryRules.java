package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.MILLI;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Settlement.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How often jobs are tried, and when again. */
interface RetryRules extends Rules {

  private void takeAndFail(int times) {
    for (int i = 0; i < times; i++) {
      q().takeOne();
      q().failAndRetryIn(1, MILLI);
      q().pass(MILLI);
    }
  }

  @Test
  default void aFailedAttemptIsFollowedByAnotherAfterAWhile() {
    q().add();
    q().takeOne("x");
    JobError error = new JobError("no", "IOException", "at x\nat y");

    Job failed = q().queue.settle(new Settlement.Fail(1, Claim.NONE, error, SECOND, true));

    assertEquals(JobStatus.SCHEDULED, failed.status());
    assertEquals(q().now().plus(SECOND), failed.runAt());
    assertNotNull(failed.run());
    assertEquals(error, failed.run().error());
    assertNull(failed.run().leaseExpiresAt());
    q().assertNothingToTake();
    q().pass(SECOND);
    assertEquals(2, q().takeOne().attempt());
    assertEquals(error, Driver.run(q().conclude(1)).error(), "the error stays");
  }

  @Test
  default void theWaitDoublesFromTheBaseUpToTheCapGiveOrTakeATenth() {
    q().configure("default", s -> s.backoff(Duration.ofSeconds(10), Duration.ofSeconds(100)));
    q().add();
    for (double expected : new double[] {10, 20, 40, 80, 100, 100}) {
      q().takeOne();
      Instant runAt = q().fail(1).runAt();
      assertNotNull(runAt);
      double wait = Duration.between(q().now(), runAt).toMillis() / 1000.0;
      assertTrue(wait >= 0.9 * expected && wait <= 1.1 * expected, expected + " s: " + wait);
      q().pass(Duration.between(q().now(), runAt));
    }
  }

  @Test
  default void jobsThatFailTogetherDoNotComeBackTogether() {
    Set<Instant> times = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      q().add();
      times.add(Objects.requireNonNull(q().fail(q().takeOne().id()).runAt()));
    }

    assertTrue(times.size() > 10, times::toString);
  }

  @Test
  default void theDefaultWaitIsTenSecondsAtFirst() {
    q().add();
    q().takeOne();
    q().fail(1);
    q().pass(Duration.ofMillis(8_999));
    q().assertStatus(JobStatus.SCHEDULED, 1);
    q().pass(Duration.ofMillis(2_001));
    q().assertStatus(JobStatus.QUEUED, 1);
  }

  @Test
  default void aJobThatIsNotToBeTriedAgainHasFailed() {
    q().add();
    q().takeOne();

    Job failed = q().giveUp(1);

    assertEquals(JobStatus.FAILED, failed.status());
    assertEquals(q().now(), failed.concludedAt());
    q().pass(Duration.ofDays(400));
    q().assertStatus(JobStatus.FAILED, 1);
  }

  @Test
  default void aJobHasFailedWhenItsAttemptsAreUsedUp() {
    q().add(job().maxAttempts(3));
    takeAndFail(2);
    q().takeOne();

    assertEquals(JobStatus.FAILED, q().fail(1).status());
  }

  @Test
  default void maxAttemptsOfOneMeansNeverTriedAgain() {
    q().add(job().maxAttempts(1));
    q().takeOne();

    assertEquals(JobStatus.FAILED, q().failAndRetryIn(1, SECOND).status());
  }

  @Test
  default void theQueuesMaxAttemptsCountWhereTheJobSaysNothing() {
    q().configure("default", settings -> settings.maxAttempts(2));
    q().addAll(job(), job().maxAttempts(3).in("default").priority(1));
    takeAndFail(1);
    q().takeOne();
    assertEquals(JobStatus.FAILED, q().fail(1).status());

    for (int i = 0; i < 2; i++) {
      q().takeOne();
      assertEquals(JobStatus.SCHEDULED, q().failAndRetryIn(2, MILLI).status());
      q().pass(MILLI);
    }
  }

  @Test
  default void aReleasedAttemptDoesNotCountAgainstMaxAttempts() {
    q().add(job().maxAttempts(2));
    for (int i = 0; i < 5; i++) {
      q().takeOne();
      Job released = q().release(1, Duration.ZERO);
      assertEquals(JobStatus.QUEUED, released.status());
      assertNull(Driver.run(released).error());
    }
    assertEquals(6, q().takeOne().attempt(), "but the number of the attempt only rises");
    assertEquals(JobStatus.SCHEDULED, q().failAndRetryIn(1, MILLI).status());
    q().pass(MILLI);
    assertEquals(7, q().takeOne().attempt());
    assertEquals(JobStatus.FAILED, q().fail(1).status());
  }

  @Test
  default void aJobCanBeReleasedForLater() {
    q().add();
    q().takeOne();

    Job released = q().release(1, SECOND);

    assertEquals(JobStatus.SCHEDULED, released.status());
    assertEquals(q().now().plus(SECOND), released.runAt());
    q().assertNothingToTake();
    q().pass(SECOND);
    assertEquals(2, q().takeOne().attempt());
  }

  @Test
  default void aFailedJobCanBeRetriedWithAllItsAttempts() {
    q().add(job().maxAttempts(2));
    takeAndFail(1);
    q().takeOne();
    q().fail(1);

    Job retried = q().queue.retry(1);

    assertEquals(JobStatus.QUEUED, retried.status());
    assertNull(retried.concludedAt());
    assertEquals(2, retried.attempt());
    assertEquals(3, q().takeOne().attempt());
    assertEquals(JobStatus.SCHEDULED, q().failAndRetryIn(1, MILLI).status());
    q().pass(MILLI);
    q().takeOne();
    assertEquals(JobStatus.FAILED, q().fail(1).status());
  }

  @Test
  default void aCancelledJobCanBeRetried() {
    q().add(job().delay(HOUR));
    q().queue.cancel(1);

    Job retried = q().queue.retry(1);

    assertEquals(JobStatus.QUEUED, retried.status());
    assertNull(retried.reason());
    assertEquals(1, q().takeOne().id());
  }

  @Test
  default void aRetriedJobDoesNotExpireAgain() {
    q().add(job().ttl(SECOND));
    q().pass(SECOND);
    q().assertCancelled("expired", 1);

    assertNull(q().queue.retry(1).expiresAt());
    q().pass(HOUR);
    q().assertStatus(JobStatus.QUEUED, 1);
  }

  @Test
  default void onlyAFailedOrCancelledJobCanBeRetried() {
    q().addAll(job(), job().delay(HOUR));
    q().add(job().after(1));
    for (long id = 1; id <= 3; id++) {
      long each = id;
      assertRefused(Refusal.Reason.NOT_RETRYABLE, () -> q().queue.retry(each));
    }
    q().takeOne();
    assertRefused(Refusal.Reason.NOT_RETRYABLE, () -> q().queue.retry(1));
    q().conclude(1);
    assertRefused(Refusal.Reason.NOT_RETRYABLE, () -> q().queue.retry(1));
    assertRefused(Refusal.Reason.UNKNOWN_JOB, () -> q().queue.retry(9));
  }

  @Test
  default void theAttemptsOfAJobAreRemembered() {
    q().add(job().lease(SECOND));
    Instant start = q().now();
    q().takeOne("a");
    q().queue
        .settle(new Settlement.Fail(1, Claim.NONE, new JobError("no", "T", null), MILLI, true));
    q().pass(MILLI);
    q().takeOne("b");
    q().pass(SECOND);
    q().takeOne(null);
    q().release(1, Duration.ZERO);
    q().takeOne("d");

    List<Attempt> attempts = q().history(1).attempts();

    assertEquals(4, attempts.size());
    assertEquals(
        new Attempt(1, "a", start, start, Attempt.Outcome.FAILED, new JobError("no", "T", null)),
        attempts.get(0));
    assertEquals("b", attempts.get(1).consumer());
    assertEquals(start.plus(MILLI), attempts.get(1).dequeuedAt());
    assertEquals(start.plus(MILLI).plus(SECOND), attempts.get(1).endedAt());
    assertEquals(Attempt.Outcome.LEASE_EXPIRED, attempts.get(1).outcome());
    assertEquals(Attempt.Outcome.RELEASED, attempts.get(2).outcome());
    assertNull(attempts.get(2).consumer());
    assertEquals(new Attempt(4, "d", q().now(), null, null, null), attempts.get(3));
  }

  @Test
  default void onlyTheLastTenAttemptsAreRemembered() {
    q().add(job().maxAttempts(100));
    takeAndFail(12);
    q().takeOne();
    q().conclude(1);

    List<Attempt> attempts = q().history(1).attempts();

    assertEquals(
        List.of(4, 5, 6, 7, 8, 9, 10, 11, 12, 13), attempts.stream().map(Attempt::number).toList());
    assertEquals(Attempt.Outcome.CONCLUDED, attempts.get(9).outcome());
    assertNotEquals(attempts.get(0).dequeuedAt(), attempts.get(9).dequeuedAt());
  }
}
