package io.cqueue.core;

import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.Driver.attempt;
import static io.cqueue.core.Driver.by;
import static io.cqueue.core.JobBuilder.job;
import static io.cqueue.core.Refusal.Reason.NOT_IN_PROGRESS;
import static io.cqueue.core.Refusal.Reason.OTHER_CONSUMER;
import static io.cqueue.core.Refusal.Reason.STALE_ATTEMPT;
import static io.cqueue.core.Refusal.Reason.UNKNOWN_JOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cqueue.core.Settlement.Claim;
import io.cqueue.core.Settlement.Conclude;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What consumers say of their jobs, and who may say it. */
interface SettleRules extends Rules {

  private void addAndTake(String consumer) {
    q().add();
    q().takeOne(consumer);
  }

  @Test
  default void aConcludedJobIsFinishedAndKeepsItsResult() {
    addAndTake("x");
    q().pass(SECOND);

    Job done = q().queue.settle(new Conclude(1, by("x"), JsonValue.of("{\"sum\":1.0}")));

    assertEquals(JobStatus.CONCLUDED, done.status());
    assertEquals(q().now(), done.concludedAt());
    assertEquals("x", done.consumer());
    Job.Run run = done.run();
    assertNotNull(run);
    assertEquals(JsonValue.of("{\"sum\":1.0}"), run.result());
    assertNull(run.leaseExpiresAt());
    assertEquals(done, q().job(1));
    q().assertNothingToTake();
  }

  @Test
  default void anUnknownJobCannotBeSettled() {
    assertRefused(UNKNOWN_JOB, () -> q().conclude(1));
    assertRefused(UNKNOWN_JOB, () -> q().fail(1));
    assertRefused(UNKNOWN_JOB, () -> q().extend(1, Claim.NONE, SECOND));
    assertRefused(UNKNOWN_JOB, () -> q().release(1, SECOND));
  }

  @Test
  default void aJobThatIsNotInProgressCannotBeSettled() {
    q().add();

    assertRefused(NOT_IN_PROGRESS, () -> q().conclude(1));
    assertRefused(NOT_IN_PROGRESS, () -> q().fail(1));
    assertRefused(NOT_IN_PROGRESS, () -> q().extend(1, Claim.NONE, SECOND));
    assertRefused(NOT_IN_PROGRESS, () -> q().release(1, SECOND));
    q().takeOne();
    q().conclude(1);
    assertRefused(NOT_IN_PROGRESS, () -> q().conclude(1));
  }

  @Test
  default void aCancelledJobIsNoLongerItsConsumers() {
    addAndTake("x");
    q().queue.cancel(1);

    assertRefused(NOT_IN_PROGRESS, () -> q().conclude(1, by("x")));
    assertRefused(NOT_IN_PROGRESS, () -> q().extend(1, attempt(1), SECOND));
  }

  @Test
  default void anotherConsumerIsRefused() {
    addAndTake("x");

    assertRefused(OTHER_CONSUMER, () -> q().conclude(1, by("y")));
    assertRefused(OTHER_CONSUMER, () -> q().fail(1, by("y")));
    assertRefused(OTHER_CONSUMER, () -> q().extend(1, by("y"), SECOND));
    assertRefused(OTHER_CONSUMER, () -> q().conclude(1, new Claim(1, "y")));
    q().assertStatus(JobStatus.IN_PROGRESS, 1);
  }

  @Test
  default void aConsumerThatDoesNotSayWhoItIsIsNotChecked() {
    addAndTake("x");
    q().conclude(1);

    q().add();
    q().takeOne(null);
    q().conclude(2, by("y"));

    q().assertStatus(JobStatus.CONCLUDED, 1, 2);
  }

  @Test
  default void aConsumerMaySayWhoItIsWhenItConcludesAndThenRepeatIt() {
    q().add();
    q().takeOne(null);

    assertEquals("y", q().conclude(1, by("y")).consumer());
    assertEquals("y", q().conclude(1, by("y")).consumer());
  }

  @Test
  default void anAttemptThatIsOverIsRefused() {
    addAndTake("x");
    q().release(1, Duration.ZERO);
    assertEquals(2, q().takeOne("x").attempt());

    assertRefused(STALE_ATTEMPT, () -> q().conclude(1, attempt(1)));
    assertRefused(STALE_ATTEMPT, () -> q().fail(1, attempt(1)));
    assertRefused(STALE_ATTEMPT, () -> q().extend(1, attempt(1), SECOND));
    assertRefused(STALE_ATTEMPT, () -> q().conclude(1, attempt(3)));
    q().assertStatus(JobStatus.IN_PROGRESS, 1);
    assertEquals(JobStatus.CONCLUDED, q().conclude(1, attempt(2)).status());
    assertRefused(STALE_ATTEMPT, () -> q().conclude(1, attempt(1)));
  }

  @Test
  default void concludingAgainWithTheSameAttemptOrConsumerIsTakenWithoutEffect() {
    addAndTake("x");
    Job done = q().queue.settle(new Conclude(1, attempt(1), JsonValue.of("1")));
    q().pass(SECOND);

    assertEquals(done, q().queue.settle(new Conclude(1, attempt(1), JsonValue.of("2"))));
    assertEquals(done, q().conclude(1, by("x")));
    assertRefused(NOT_IN_PROGRESS, () -> q().conclude(1, by("y")));
    assertRefused(NOT_IN_PROGRESS, () -> q().conclude(1));
    assertRefused(NOT_IN_PROGRESS, () -> q().fail(1, attempt(1)));
  }

  @Test
  default void failingAgainWithTheSameAttemptIsTakenWithoutEffect() {
    addAndTake("x");
    Job failed = q().fail(1, attempt(1));
    assertEquals(failed, q().fail(1, attempt(1)));
    assertEquals(failed, q().fail(1, by("x")));

    q().pass(Driver.HOUR);
    assertEquals(JobStatus.QUEUED, q().fail(1, attempt(1)).status());
    assertEquals(1, q().history(1).attempts().size());
    assertEquals(2, q().takeOne("x").attempt());
    assertRefused(STALE_ATTEMPT, () -> q().fail(1, attempt(1)));
  }

  @Test
  default void releasingAgainWithTheSameAttemptIsTakenWithoutEffect() {
    addAndTake("x");
    q().queue.settle(new Settlement.Release(1, attempt(1), Duration.ZERO));

    q().queue.settle(new Settlement.Release(1, attempt(1), Driver.HOUR));
    q().assertStatus(JobStatus.QUEUED, 1);
  }

  @Test
  default void eachItemHasItsOwnOutcomeInTheOrderAsked() {
    q().addAll(job(), job(), job());
    q().drainIds();

    List<Outcome> outcomes =
        q().queue
            .settle(
                List.of(
                    new Conclude(3, Claim.NONE, null),
                    new Conclude(9, Claim.NONE, null),
                    new Conclude(1, attempt(5), null),
                    new Settlement.Fail(2, Claim.NONE, null, null, false),
                    new Conclude(2, Claim.NONE, null)));

    assertEquals(q().job(3), outcomes.get(0).orThrow());
    assertEquals(UNKNOWN_JOB, refusal(outcomes.get(1), 9));
    assertEquals(STALE_ATTEMPT, refusal(outcomes.get(2), 1));
    assertEquals(q().job(2), outcomes.get(3).orThrow());
    assertEquals(NOT_IN_PROGRESS, refusal(outcomes.get(4), 2));
    q().assertStatus(JobStatus.CONCLUDED, 3);
    q().assertStatus(JobStatus.FAILED, 2);
    q().assertStatus(JobStatus.IN_PROGRESS, 1);
  }

  private static Refusal.Reason refusal(Outcome outcome, long id) {
    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, outcome);
    assertEquals(id, refused.id());
    return refused.refusal().reason();
  }
}
