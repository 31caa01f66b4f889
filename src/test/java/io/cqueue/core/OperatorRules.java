package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.MINUTE;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertInvalid;
import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.Driver.oneFrom;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators do to one job. */
interface OperatorRules extends Rules {

  @Test
  default void aJobThatWaitsCanBeCancelled() {
    q().addAll(job(), job().delay(SECOND));
    q().add(job().after(1));
    q().queue.cancel(3);
    q().queue.cancel(2);

    Job cancelled = q().queue.cancel(1);

    assertEquals(q().job(1), cancelled);
    assertEquals(q().now(), cancelled.concludedAt());
    assertNull(cancelled.run());
    q().assertCancelled("cancelled", 1, 2, 3);
    q().pass(HOUR);
    q().assertNothingToTake();
  }

  @Test
  default void aJobInProgressCanBeCancelled() {
    q().add();
    q().takeOne("x");

    q().queue.cancel(1);

    q().assertCancelled("cancelled", 1);
    assertEquals(Attempt.Outcome.CANCELLED, q().history(1).attempts().get(0).outcome());
    assertNull(Driver.run(q().job(1)).leaseExpiresAt());
    q().pass(HOUR);
    q().assertCancelled("cancelled", 1);
  }

  @Test
  default void aFailedJobCanBeCancelled() {
    q().add();
    q().takeOne();
    q().giveUp(1);

    q().queue.cancel(1);

    q().assertCancelled("cancelled", 1);
  }

  @Test
  default void aJobThatIsDoneCannotBeCancelled() {
    q().addAll(job(), job());
    q().takeOne();
    q().conclude(1);
    q().queue.cancel(2);

    assertRefused(Refusal.Reason.FINISHED, () -> q().queue.cancel(1));
    assertRefused(Refusal.Reason.FINISHED, () -> q().queue.cancel(2));
    assertRefused(Refusal.Reason.UNKNOWN_JOB, () -> q().queue.cancel(3));
  }

  @Test
  default void aChangedPriorityCountsFromNowOn() {
    q().addAll(job(), job(), job());

    assertEquals(8, q().queue.change(2, Driver.priority(8)).priority());
    q().queue.change(1, Driver.priority(0));

    assertEquals(List.of(2L, 3L, 1L), q().drainIds());
  }

  @Test
  default void aJobCanBePostponed() {
    q().addAll(job(), job().delay(SECOND));
    for (long id = 1; id <= 2; id++) {
      Job changed = q().queue.change(id, new JobChange(null, NewJob.Moment.in(MINUTE)));
      assertEquals(JobStatus.SCHEDULED, changed.status());
      assertEquals(q().now().plus(MINUTE), changed.runAt());
    }
    q().pass(SECOND);
    q().assertNothingToTake();
    q().pass(MINUTE);
    assertEquals(List.of(1L, 2L), q().drainIds());
  }

  @Test
  default void aScheduledJobCanBeHadAtOnceIfItsTimeIsChangedToThePast() {
    q().addAll(job().delay(HOUR), job());
    Job changed = q().queue.change(1, new JobChange(2, NewJob.Moment.at(Instant.EPOCH)));

    assertEquals(JobStatus.QUEUED, changed.status());
    assertEquals(2, changed.priority());
    assertEquals(List.of(2L, 1L), q().drainIds());
  }

  @Test
  default void aBlockedJobThatIsPostponedIsBlockedFirst() {
    q().add();
    q().add(job().after(1));
    Job changed = q().queue.change(2, new JobChange(null, NewJob.Moment.in(HOUR)));
    assertEquals(JobStatus.BLOCKED, changed.status());

    q().takeOne();
    q().conclude(1);
    q().assertStatus(JobStatus.SCHEDULED, 2);
  }

  @Test
  default void aChangedJobStillExpires() {
    q().add(job().ttl(SECOND));
    q().queue.change(1, new JobChange(9, NewJob.Moment.in(HOUR)));
    q().pass(SECOND);

    q().assertCancelled("expired", 1);
  }

  @Test
  default void onlyAJobThatWaitsCanBeChanged() {
    q().addAll(job(), job());
    q().takeOne();
    JobChange change = Driver.priority(9);

    assertRefused(Refusal.Reason.NOT_WAITING, () -> q().queue.change(1, change));
    q().giveUp(1);
    assertRefused(Refusal.Reason.NOT_WAITING, () -> q().queue.change(1, change));
    q().queue.cancel(2);
    assertRefused(Refusal.Reason.NOT_WAITING, () -> q().queue.change(2, change));
    assertRefused(Refusal.Reason.UNKNOWN_JOB, () -> q().queue.change(3, change));
  }

  @Test
  default void aMovedJobTakesThePlaceOfItsPriorityAndIdInTheOtherQueue() {
    q().addAll(job(), job().in("b"), job().priority(9), job().delay(SECOND));
    for (long id : List.of(1, 3, 4)) {
      assertEquals("b", q().queue.move(id, "b").queue());
    }

    q().assertNothingToTake();
    assertEquals(List.of(3L, 1L, 2L), q().idsOf(Driver.most(9, "b")));
    q().pass(SECOND);
    assertEquals(List.of(4L), q().idsOf(oneFrom("b")));
    assertEquals(1, q().queue.queues().size(), "the first queue went with its last job");
  }

  @Test
  default void aMovedJobIsOtherwiseAsItWas() {
    q().add(job().ttl(HOUR).tag("a", "b"));
    q().takeOne("x");
    q().release(1, MINUTE);
    Job before = q().job(1);
    q().pass(SECOND);

    Job moved = q().queue.move(1, "b");

    assertEquals(before.runAt(), moved.runAt());
    assertEquals(before.attempt(), moved.attempt());
    assertEquals(before.run(), moved.run());
    assertEquals(before.options(), moved.options());
  }

  @Test
  default void aFailedJobCanBeMovedAndRetriedThere() {
    q().add();
    q().takeOne();
    q().giveUp(1);
    Job failed = q().job(1);
    q().pass(SECOND);

    Job moved = q().queue.move(1, "b");

    assertEquals(JobStatus.FAILED, moved.status());
    assertEquals(failed.concludedAt(), moved.concludedAt());
    assertEquals(0, q().queue.retryFailed("default"));
    assertEquals(1, q().queue.retryFailed("b"));
    assertEquals(List.of(1L), q().idsOf(oneFrom("b")));
  }

  @Test
  default void onlyAJobThatWaitsOrFailedCanBeMoved() {
    q().addAll(job(), job());
    q().takeOne();
    q().queue.cancel(2);

    assertRefused(Refusal.Reason.NOT_WAITING, () -> q().queue.move(1, "b"));
    assertRefused(Refusal.Reason.NOT_WAITING, () -> q().queue.move(2, "b"));
    assertRefused(Refusal.Reason.UNKNOWN_JOB, () -> q().queue.move(3, "b"));
    assertEquals(1, q().queue.queues().size(), "the other queue was not made");
  }

  @Test
  default void aJobIsMovedOnlyToAQueueThatCanHaveIt() {
    q().add();

    assertInvalid("Queue", () -> q().queue.move(1, "no such name"));
  }

  @Test
  default void aMoveThatIsRefusedLeavesNoQueueBehind() {
    q().addAll(job(), job());
    q().takeOne();

    assertRefused(Refusal.Reason.NOT_WAITING, () -> q().queue.move(1, "other"));

    assertEquals(1, q().queue.queues().size());
    q().queue.move(2, "other");
    q().queue.move(2, "default");
    assertEquals(1, q().queue.queues().size());
  }

  @Test
  default void aJobWhoseDelayIsTakenBackIsQueuedAtOnce() {
    q().add(job().delay(HOUR));

    Job changed = q().queue.change(1, new JobChange(null, NewJob.Moment.in(Duration.ZERO)));

    assertEquals(JobStatus.QUEUED, changed.status());
  }

  @Test
  default void movingAJobToItsOwnQueueChangesNothing() {
    q().add(job().delay(Duration.ofSeconds(5)).group("g"));
    Job before = q().job(1);

    assertEquals(before, q().queue.move(1, "default"));
  }
}
