package io.cqueue.core;

import static io.cqueue.core.Driver.MILLI;
import static io.cqueue.core.Driver.MINUTE;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.keyed;
import static io.cqueue.core.Driver.most;
import static io.cqueue.core.Driver.oneFrom;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Driver.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How consumers wait for jobs, and anyone for a job to be finished. */
interface WaitRules extends Rules {

  @Test
  default void aConsumerThatWaitsGetsTheNextJob() {
    Waiting consumer = q().await(MINUTE);
    consumer.assertStillWaits();
    assertEquals(1, q().queue.stats().waitingConsumers());

    long id = q().add();

    consumer.assertGot(id);
    q().assertStatus(JobStatus.IN_PROGRESS, id);
    assertEquals(0, q().queue.stats().waitingConsumers());
    assertFalse(consumer.cancel(), "it has had its answer");
  }

  @Test
  default void whoeverFindsAJobDoesNotWait() {
    q().add();

    Waiting consumer = q().await(MINUTE);

    consumer.assertGot(1L);
    assertFalse(consumer.cancel(), "there is nothing to give up");
  }

  @Test
  default void whoeverWaitsForNoTimeDoesNotWait() {
    q().await(Duration.ZERO).assertGot();
  }

  @Test
  default void theWaitEndsWithoutAJobWhenItsTimeIsOver() {
    Waiting consumer = q().await(SECOND);
    q().pass(SECOND.minus(MILLI));
    consumer.assertStillWaits();

    q().pass(MILLI);

    consumer.assertGot();
    q().add();
    q().assertStatus(JobStatus.QUEUED, 1);
  }

  @Test
  default void aJobThatComesInTheLastMomentIsHandedOut() {
    q().add(job().delay(SECOND));
    Waiting consumer = q().await(SECOND);

    q().pass(SECOND);

    consumer.assertGot(1L);
  }

  @Test
  default void consumersThatWaitAreServedInTheOrderInWhichTheyCame() {
    Waiting first = q().await(MINUTE);
    Waiting second = q().await(MINUTE);
    Waiting third = q().await(MINUTE);

    q().addAll(job(), job().priority(9));

    first.assertGot(2L);
    second.assertGot(1L);
    third.assertStillWaits();
  }

  @Test
  default void aNewcomerDoesNotOvertakeOneWhoWaits() {
    q().add(job().delay(SECOND));
    Waiting first = q().await(MINUTE);
    q().advanceOnly(SECOND);

    q().assertNothingToTake();

    first.assertGot(1L);
  }

  @Test
  default void whoCameFirstIsServedFirstEvenFromAnotherQueue() {
    Waiting first = q().await(oneFrom("b"), MINUTE);
    Waiting second = q().await(most(2, "a", "b"), MINUTE);

    q().addAll(job().in("a"), job().in("b"));

    first.assertGot(2L);
    second.assertGot(1L);
  }

  @Test
  default void aConsumerThatHungUpGetsNothing() {
    Waiting first = q().await(MINUTE);
    Waiting second = q().await(MINUTE);

    assertTrue(first.cancel());
    assertFalse(first.cancel());
    q().add();

    first.assertStillWaits();
    second.assertGot(1L);
  }

  @Test
  default void aConsumerThatWaitsGetsUpToAsManyAsItAskedForOfOneBatch() {
    Waiting first = q().await(most(2, "default"), MINUTE);
    Waiting second = q().await(most(2, "default"), MINUTE);

    q().addAll(job(), job(), job());

    first.assertGot(1L, 2L);
    second.assertGot(3L);
  }

  @Test
  default void oneWhoWaitsForATypeIsNotServedWithAnother() {
    Waiting b = q().await(Driver.ofTypes("b"), MINUTE);
    Waiting any = q().await(MINUTE);

    q().add(job().type("a"));
    any.assertGot(1L);
    b.assertStillWaits();
    q().addAll(job().type("a"), job().type("b"));
    b.assertGot(3L);
  }

  @Test
  default void oneWhoWaitsForSeveralQueuesGetsWhatComesToAny() {
    Waiting consumer = q().await(oneFrom("a", "b"), MINUTE);

    q().add(job().in("b"));

    consumer.assertGot(1L);
  }

  @Test
  default void whateverMakesAJobAvailableServesThoseWhoWait() {
    q().addAll(job().lease(SECOND), job(), job(), job(), job(), job().in("other"));
    q().drainIds();
    q().add(job().after(2));

    Waiting released = q().await(MINUTE);
    q().release(3, Duration.ZERO);
    released.assertGot(3L);

    Waiting unblocked = q().await(MINUTE);
    q().conclude(2);
    unblocked.assertGot(7L);

    Waiting retried = q().await(MINUTE);
    q().giveUp(4);
    retried.assertStillWaits();
    q().queue.retry(4);
    retried.assertGot(4L);

    Waiting moved = q().await(MINUTE);
    q().queue.move(6, "default");
    moved.assertGot(6L);

    Waiting failed = q().await(MINUTE);
    q().failAndRetryIn(5, MILLI);
    q().pass(MILLI);
    failed.assertGot(5L);

    Waiting leaseOver = q().await(MINUTE);
    q().pass(SECOND);
    leaseOver.assertGot(1L);
  }

  @Test
  default void closingTheQueueAnswersEveryoneWhoWaits() {
    q().add();
    q().takeOne();
    Waiting consumer = q().await(MINUTE);
    List<Optional<JobHistory>> found = new ArrayList<>();
    q().queue.await(1, MINUTE, found::add);

    q().close();

    consumer.assertGot();
    assertEquals(1, found.size());
  }

  @Test
  default void whoeverWaitsCanBeDismissedAndTheQueueGoesOn() {
    Waiting consumer = q().await(oneFrom("other"), MINUTE);
    q().add();
    List<Optional<JobHistory>> found = new ArrayList<>();
    q().queue.await(1, MINUTE, found::add);

    q().queue.dismiss();

    consumer.assertGot();
    assertEquals(JobStatus.QUEUED, found.get(0).orElseThrow().job().status());
    assertEquals(0, q().queue.stats().waitingConsumers());
    assertEquals(1, q().takeOne().id());
  }

  @Test
  default void askingAgainUnderTheSameKeyEndsTheFirstWait() {
    Waiting first = q().await(keyed("k", 1), MINUTE);
    Waiting second = q().await(keyed("k", 1), MINUTE);

    first.assertGot();
    second.assertStillWaits();
    q().add();
    second.assertGot(1L);
    assertEquals(List.of(1L), q().idsOf(keyed("k", 1)), "and it can be repeated");
  }

  @Test
  default void aQueueIsThereWhileAConsumerWaitsForIt() {
    Waiting consumer = q().await(oneFrom("a", "b"), SECOND);
    assertEquals(2, q().queue.queues().size());

    consumer.cancel();
    assertEquals(List.of(), q().queue.queues());
  }

  @Test
  default void whoeverWaitsForAJobHearsWhenItIsFinished() {
    q().add();
    q().takeOne();
    List<Optional<JobHistory>> found = new ArrayList<>();
    q().queue.await(1, MINUTE, found::add);
    assertEquals(List.of(), found);

    q().conclude(1);

    assertEquals(List.of(Optional.of(q().history(1))), found);
    assertEquals(JobStatus.CONCLUDED, q().status(1));
  }

  @Test
  default void whoeverWaitsForAJobHearsHowItStandsWhenTheTimeIsOver() {
    q().add();
    List<Optional<JobHistory>> found = new ArrayList<>();
    q().queue.await(1, SECOND, found::add);

    q().pass(SECOND);
    q().queue.cancel(1);

    assertEquals(1, found.size());
    assertEquals(JobStatus.QUEUED, found.get(0).orElseThrow().job().status());
  }

  @Test
  default void nobodyWaitsForAJobThatIsFinishedOrUnknown() {
    q().add();
    q().queue.cancel(1);
    List<Optional<JobHistory>> found = new ArrayList<>();

    q().queue.await(1, MINUTE, found::add);
    q().queue.await(2, MINUTE, found::add);

    assertEquals(List.of(Optional.of(q().history(1)), Optional.empty()), found);
  }

  @Test
  default void aWaitForAJobCanBeGivenUp() {
    q().add();
    List<Optional<JobHistory>> found = new ArrayList<>();
    Pending first = q().queue.await(1, MINUTE, found::add);
    q().queue.await(1, MINUTE, found::add);

    assertTrue(first.cancel());
    assertFalse(first.cancel());
    q().queue.cancel(1);

    assertEquals(1, found.size());
  }

  @Test
  default void aCallbackThatFailsHarmsNobodyElse() {
    List<List<Job>> got = new ArrayList<>();
    List<Throwable> uncaught = new ArrayList<>();
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler((any, e) -> uncaught.add(e));
    try {
      q().queue
          .dequeue(
              Dequeue.DEFAULT,
              MINUTE,
              jobs -> {
                throw new IllegalStateException("thrown by a test");
              });
      q().queue.dequeue(Dequeue.DEFAULT, MINUTE, got::add);

      assertEquals(List.of(1L, 2L), q().addAll(job(), job()));
    } finally {
      thread.setUncaughtExceptionHandler(before);
    }
    assertEquals(2, got.get(0).get(0).id());
    assertEquals("thrown by a test", uncaught.get(0).getMessage());
  }
}
