package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.MILLI;
import static io.cqueue.core.Driver.MINUTE;
import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.Driver.keyed;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an idempotency key makes safe to repeat. */
interface IdempotencyRules extends Rules {

  private List<Enqueued> enqueue(String key, String fingerprint, JobBuilder... jobs) {
    return q().queue
        .enqueue(
            List.of(jobs).stream().map(JobBuilder::build).toList(),
            new IdempotencyKey(key, fingerprint));
  }

  @Test
  default void theSameEnqueueAgainGivesTheFirstAnswerAndAddsNothing() {
    List<Enqueued> first = enqueue("k", "body", job(), job());

    assertEquals(first, enqueue("k", "body", job(), job()));
    assertEquals(2, q().count(JobStatus.QUEUED));
  }

  @Test
  default void theFirstAnswerIsGivenAgainEvenWhenTheJobsAreDoneOrTheServerDrains() {
    List<Enqueued> first = enqueue("k", "body", job());
    q().takeOne();
    q().conclude(1);
    q().queue.drain(true);

    assertEquals(first, enqueue("k", "body", job()));
  }

  @Test
  default void anotherEnqueueUnderTheSameKeyIsRefused() {
    enqueue("k", "body", job());

    assertRefused(Refusal.Reason.KEY_REUSED, () -> enqueue("k", "other body", job()));
    assertEquals(List.of(new Enqueued(2, true)), enqueue("k2", "body", job()));
  }

  @Test
  default void aRefusedEnqueueDoesNotUseUpItsKey() {
    assertRefused(Refusal.Reason.INVALID, () -> enqueue("k", "body", job().after(9)));

    assertEquals(List.of(new Enqueued(1, true)), enqueue("k", "other body", job()));
  }

  @Test
  default void anEnqueueIsRememberedForADay() {
    enqueue("k", "body", job());
    q().pass(Duration.ofHours(24).minus(MILLI));
    assertEquals(List.of(new Enqueued(1, true)), enqueue("k", "body", job()));

    q().pass(MILLI);
    assertEquals(List.of(new Enqueued(2, true)), enqueue("k", "other body", job()));
  }

  @Test
  default void eachKeyIsForgottenInItsOwnTime() {
    enqueue("a", "body", job());
    q().pass(HOUR);
    enqueue("b", "body", job());
    q().pass(Duration.ofHours(23));

    assertEquals(3, enqueue("a", "body", job()).get(0).id());
    assertEquals(2, enqueue("b", "body", job()).get(0).id());
    q().pass(HOUR);
    assertEquals(3, enqueue("a", "body", job()).get(0).id());
    assertEquals(4, enqueue("b", "body", job()).get(0).id());
  }

  @Test
  default void theSameDequeueAgainGivesTheSameJobs() {
    q().addAll(job(), job(), job());
    List<Job> first = q().take(keyed("k", 2));

    assertEquals(first, q().take(keyed("k", 2)));
    assertEquals(List.of(3L), q().idsOf(keyed("k2", 2)));
  }

  @Test
  default void theSameDequeueAgainGivesOnlyTheJobsThatTheCallerStillHolds() {
    q().addAll(job(), job(), job());
    q().take(keyed("k", 2));
    q().conclude(1);

    assertEquals(List.of(2L), q().idsOf(keyed("k", 2)));
  }

  @Test
  default void theSameDequeueAgainTakesNewJobsWhenNoneOfTheFirstIsHeld() {
    q().addAll(job(), job(), job());
    q().take(keyed("k", 1));
    q().conclude(1);

    assertEquals(List.of(2L), q().idsOf(keyed("k", 1)));
    assertEquals(List.of(2L), q().idsOf(keyed("k", 1)), "the new answer is remembered");
  }

  @Test
  default void aJobThatWentToAnotherSinceIsNotHeldAnyMore() {
    q().add();
    q().take(keyed("k", 1));
    q().release(1, Duration.ZERO);
    q().takeOne();

    assertEquals(List.of(), q().idsOf(keyed("k", 1)));
  }

  @Test
  default void aDequeueThatFoundNothingIsNotRemembered() {
    assertEquals(List.of(), q().idsOf(keyed("k", 1)));
    q().add();

    assertEquals(List.of(1L), q().idsOf(keyed("k", 1)));
  }

  @Test
  default void aDequeueIsRememberedForFiveMinutes() {
    q().addAll(job(), job());
    q().take(keyed("k", 1));
    q().pass(MINUTE.multipliedBy(5).minus(MILLI));
    assertEquals(List.of(1L), q().idsOf(keyed("k", 1)));

    q().pass(MILLI);
    assertEquals(List.of(2L), q().idsOf(keyed("k", 1)));
  }

  @Test
  default void theSameKeyOfAnotherConsumerIsAnotherKey() {
    q().addAll(job(), job(), job());

    assertEquals(1, q().take(keyed("k", 1).by("x")).get(0).id());
    assertEquals(2, q().take(keyed("k", 1).by("null")).get(0).id());
    assertEquals(3, q().take(keyed("k", 1)).get(0).id());
  }
}
