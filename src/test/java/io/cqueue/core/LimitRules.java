package io.cqueue.core;

import static io.cqueue.core.Driver.DAY;
import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.MILLI;
import static io.cqueue.core.Driver.MINUTE;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.Driver.most;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Depth, concurrency, rate, and how long what is done is kept. */
interface LimitRules extends Rules {

  // Depth.

  @Test
  default void aQueueAtItsDepthRefusesMore() {
    q().configure("default", settings -> settings.maxDepth(2));
    q().addAll(job(), job().delay(HOUR));

    assertRefused(Refusal.Reason.QUEUE_FULL, () -> q().add());
    assertEquals(3, q().add(job().in("other")));
    q().takeOne();
    assertRefused(Refusal.Reason.QUEUE_FULL, () -> q().add());
    q().conclude(1);
    assertEquals(4, q().add());
  }

  @Test
  default void aBatchThatWouldPassTheDepthIsRefusedWhole() {
    q().configure("default", settings -> settings.maxDepth(2));
    q().add();

    assertRefused(Refusal.Reason.QUEUE_FULL, () -> q().addAll(job().in("other"), job(), job()));
    assertEquals(1, q().count(JobStatus.QUEUED));
  }

  @Test
  default void aJobThatIsThereAlreadyNeedsNoDepth() {
    q().configure("default", settings -> settings.maxDepth(2));
    q().add(job().uniqueKey("k"));

    assertEquals(
        List.of(1L, 2L, 2L),
        q().addAll(job().uniqueKey("k"), job().uniqueKey("l"), job().uniqueKey("l")));
    assertEquals(1, q().add(job().uniqueKey("k")));
  }

  @Test
  default void aFullQueueCannotBeMovedInto() {
    q().configure("b", settings -> settings.maxDepth(1));
    q().addAll(job().in("b"), job(), job());
    q().takeOne();
    q().giveUp(2);

    assertRefused(Refusal.Reason.QUEUE_FULL, () -> q().queue.move(3, "b"));
    q().assertStatus(JobStatus.QUEUED, 3);
    assertEquals("b", q().queue.move(2, "b").queue(), "a failed job is finished");
  }

  @Test
  default void nothingAcceptedIsLostWhenTheDepthIsLowered() {
    q().addAll(job(), job(), job());
    q().configure("default", settings -> settings.maxDepth(1));

    assertEquals(List.of(1L, 2L, 3L), q().drainIds());
  }

  // Concurrency.

  @Test
  default void noMoreJobsAreInProgressThanAllowed() {
    q().configure("default", settings -> settings.maxInProgress(2));
    q().addAll(job(), job(), job(), job());

    assertEquals(List.of(1L, 2L), q().drainIds());
    q().assertNothingToTake();
    q().conclude(1);
    assertEquals(List.of(3L), q().drainIds());
  }

  @Test
  default void aClosedQueueIsPassedOver() {
    q().configure("a", settings -> settings.maxInProgress(1));
    q().addAll(job().in("a"), job().in("a"), job().in("b"));

    assertEquals(List.of(1L, 3L), q().idsOf(most(9, "a", "b")));
  }

  @Test
  default void whateverEndsAnAttemptServesOneWhoWaitsForAPlace() {
    q().configure("default", settings -> settings.maxInProgress(1));
    q().addAll(job(), job().lease(SECOND), job(), job(), job());
    q().takeOne();
    Driver.Waiting second = q().await(HOUR);
    q().queue.cancel(1);
    second.assertGot(2L);
    Driver.Waiting third = q().await(HOUR);
    q().pass(SECOND);
    third.assertGot(2L);
    Driver.Waiting fourth = q().await(HOUR);
    q().failAndRetryIn(2, HOUR);
    fourth.assertGot(3L);
    Driver.Waiting fifth = q().await(MINUTE);
    q().configure("default", settings -> settings.maxInProgress(2));
    fifth.assertGot(4L);
  }

  // Rate.

  @Test
  default void aRateSpreadsJobsEvenly() {
    q().configure("default", settings -> settings.rate(2));
    q().addAll(job(), job(), job());

    assertEquals(List.of(1L), q().drainIds());
    q().pass(Duration.ofMillis(499));
    q().assertNothingToTake();
    q().pass(MILLI);
    assertEquals(List.of(2L), q().drainIds());
    q().pass(MINUTE);
    assertEquals(List.of(3L), q().drainIds());
  }

  @Test
  default void aTenthOfASecondThatWasNotUsedCanBeMadeUpFor() {
    q().configure("default", settings -> settings.rate(100));
    for (int i = 0; i < 50; i++) {
      q().add();
    }
    q().pass(MINUTE);

    assertEquals(10, q().drainIds().size());
    q().pass(Duration.ofMillis(30));
    assertEquals(3, q().drainIds().size());
  }

  @Test
  default void oneWhoWaitsIsServedWhenTheRateAllows() {
    q().configure("default", settings -> settings.rate(2));
    q().addAll(job(), job());
    q().takeOne();
    Driver.Waiting consumer = q().await(MINUTE);
    consumer.assertStillWaits();

    assertEquals(q().now().plusMillis(500).toEpochMilli(), q().queue.tick());
    q().pass(Duration.ofMillis(500));

    consumer.assertGot(2L);
  }

  @Test
  default void aTickThatServesSaysWhenTheRateAllowsTheNext() {
    q().configure("default", settings -> settings.rate(2));
    q().addAll(job(), job(), job());
    q().takeOne();
    q().await(MINUTE);
    q().await(MINUTE);
    q().advanceOnly(Duration.ofMillis(500));

    assertEquals(q().now().plusMillis(500).toEpochMilli(), q().queue.tick());
  }

  @Test
  default void aNewRateCountsAtOnce() {
    q().configure("default", settings -> settings.rate(0.001));
    q().addAll(job(), job(), job());
    q().takeOne();
    q().assertNothingToTake();
    Driver.Waiting consumer = q().await(MINUTE);

    q().configure("default", settings -> settings.rate(1000));

    consumer.assertGot(2L);
    assertEquals(List.of(3L), q().drainIds());
  }

  // Retention.

  @Test
  default void finishedJobsAreForgottenWhenTheirTimeIsOver() {
    q().addAll(job(), job());
    q().takeOne();
    q().conclude(1);
    q().queue.cancel(2);
    q().pass(DAY.minus(MILLI));
    q().assertStatus(JobStatus.CONCLUDED, 1);

    q().pass(MILLI);

    assertTrue(q().queue.find(1).isEmpty());
    assertTrue(q().queue.find(2).isEmpty());
    assertEquals(0, q().count(JobStatus.CONCLUDED));
    assertRefused(Refusal.Reason.UNKNOWN_JOB, () -> q().conclude(1));
  }

  @Test
  default void eachJobIsForgottenInItsOwnTime() {
    q().configure("default", settings -> settings.keepConcluded(MINUTE));
    q().addAll(job(), job());
    q().drainIds();
    q().conclude(2);
    q().pass(SECOND);
    q().conclude(1);
    q().pass(MINUTE.minus(SECOND));

    assertTrue(q().queue.find(2).isEmpty());
    q().assertStatus(JobStatus.CONCLUDED, 1);
    q().pass(SECOND);
    assertTrue(q().queue.find(1).isEmpty());
  }

  @Test
  default void aShorterTimeCountsForWhatIsDoneAlready() {
    q().add();
    q().queue.cancel(1);
    q().pass(HOUR);
    q().configure("default", settings -> settings.keepConcluded(MINUTE));

    assertTrue(q().queue.find(1).isEmpty());
  }

  @Test
  default void aFailedJobIsNotForgotten() {
    q().add();
    q().takeOne();
    q().giveUp(1);
    q().pass(DAY.multipliedBy(500));

    q().assertStatus(JobStatus.FAILED, 1);
    q().queue.cancel(1);
    q().pass(DAY);
    assertTrue(q().queue.find(1).isEmpty());
  }

  @Test
  default void aRetriedJobIsNotForgotten() {
    q().addAll(job(), job());
    q().queue.cancel(1);
    q().queue.cancel(2);
    q().queue.retry(1);
    q().pass(DAY);

    q().assertStatus(JobStatus.QUEUED, 1);
    assertTrue(q().queue.find(2).isEmpty());
  }

  @Test
  default void onlySoManyFinishedJobsAreKeptTheLatest() {
    try (Driver few = drive(2)) {
      few.addAll(job(), job(), job().in("b"), job());
      few.idsOf(most(9, "default", "b"));
      few.giveUp(4);
      few.conclude(3);
      few.conclude(1);
      few.conclude(2);

      assertTrue(few.queue.find(3).isEmpty());
      few.assertStatus(JobStatus.CONCLUDED, 1, 2);
      few.assertStatus(JobStatus.FAILED, 4);
    }
  }

  @Test
  default void aJobMayComeAfterOneThatIsForgottenInTheSameCall() {
    try (Driver few = drive(1)) {
      few.add();
      few.takeOne();
      few.conclude(1);

      few.addAll(job().ttl(Duration.ZERO), job().after(1));

      few.assertStatus(JobStatus.QUEUED, 3);
    }
  }

  @Test
  default void aQueueThatKeepsNothingAnswersStill() {
    try (Driver none = drive(0)) {
      none.addAll(job().group("g"), job().group("g"));
      none.takeOne();
      assertEquals(JobStatus.CONCLUDED, none.conclude(1).status());
      assertTrue(none.queue.find(1).isEmpty());
      none.takeOne();
      assertEquals(JobStatus.CANCELLED, none.queue.cancel(2).status());
      assertEquals(List.of(), none.queue.queues());
      assertEquals(3, none.add());
      assertEquals(3, none.takeOne().id());
    }
  }

  @Test
  default void aRateGoesOnAtOnceWhenTheClockWasPutBack() {
    q().configure("default", settings -> settings.rate(2));
    q().addAll(job(), job(), job());
    assertEquals(List.of(1L), q().drainIds());

    q().pass(HOUR.negated());

    assertEquals(List.of(2L), q().drainIds());
    q().assertNothingToTake();
    q().pass(Duration.ofMillis(500));
    assertEquals(List.of(3L), q().drainIds());
  }
}
