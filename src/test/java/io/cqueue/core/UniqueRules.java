package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While a job of a queue with a unique key is unfinished, there is no second one. */
interface UniqueRules extends Rules {

  private Enqueued enqueue(JobBuilder job) {
    return q().queue.enqueue(job.uniqueKey("k").build());
  }

  private void assertTaken(long by) {
    assertEquals(new Enqueued(by, false), enqueue(job()));
  }

  @Test
  default void aSecondJobWithTheSameKeyIsNotAdded() {
    assertEquals(new Enqueued(1, true), enqueue(job()));

    assertTaken(1);
    assertEquals(1, q().count(JobStatus.QUEUED));
    assertEquals(2, q().add(), "no ID was used up");
  }

  @Test
  default void anotherQueueOrKeyIsFree() {
    enqueue(job());

    assertEquals(new Enqueued(2, true), enqueue(job().in("other")));
    assertEquals(3, q().add(job().uniqueKey("k2")));
  }

  @Test
  default void theKeyIsTakenInEveryUnfinishedStatus() {
    long first = q().add(job().in("other"));
    enqueue(job().after(first).delay(SECOND));
    q().assertStatus(JobStatus.BLOCKED, 2);
    assertTaken(2);
    q().take(Driver.oneFrom("other"));
    q().conclude(first);
    q().assertStatus(JobStatus.SCHEDULED, 2);
    assertTaken(2);
    q().pass(SECOND);
    q().assertStatus(JobStatus.QUEUED, 2);
    assertTaken(2);
    q().takeOne();
    assertTaken(2);
    q().failAndRetryIn(2, SECOND);
    assertTaken(2);
  }

  @Test
  default void aConcludedJobFreesItsKey() {
    enqueue(job());
    q().takeOne();
    q().conclude(1);

    assertEquals(new Enqueued(2, true), enqueue(job()));
  }

  @Test
  default void aFailedJobFreesItsKey() {
    enqueue(job());
    q().takeOne();
    q().giveUp(1);

    assertEquals(new Enqueued(2, true), enqueue(job()));
  }

  @Test
  default void aCancelledOrExpiredJobFreesItsKey() {
    enqueue(job());
    q().queue.cancel(1);
    assertEquals(new Enqueued(2, true), enqueue(job().ttl(SECOND)));
    q().pass(SECOND);

    assertEquals(new Enqueued(3, true), enqueue(job()));
  }

  @Test
  default void aJobThatIsCancelledAtOnceNeverHasTheKey() {
    assertEquals(new Enqueued(1, true), enqueue(job().ttl(Duration.ZERO)));

    assertEquals(new Enqueued(2, true), enqueue(job()));
  }

  @Test
  default void theSameKeyTwiceInABatchGivesTheSameJob() {
    List<Enqueued> both =
        q().queue
            .enqueue(List.of(job().uniqueKey("k").build(), job().uniqueKey("k").build()), null);

    assertEquals(List.of(new Enqueued(1, true), new Enqueued(1, false)), both);
  }

  @Test
  default void aJobCannotBeRetriedWhileAnotherHasItsKey() {
    enqueue(job());
    q().queue.cancel(1);
    enqueue(job());

    assertRefused(Refusal.Reason.UNIQUE_KEY_TAKEN, () -> q().queue.retry(1));
    q().queue.cancel(2);
    q().queue.retry(1);
    assertTaken(1);
  }

  @Test
  default void retryingAllFailedLeavesThoseWhoseKeyIsTaken() {
    for (int i = 1; i <= 2; i++) {
      enqueue(job());
      q().takeOne();
      q().giveUp(i);
    }
    q().add();
    q().takeOne();
    q().giveUp(3);

    assertEquals(2, q().queue.retryFailed("default"));
    q().assertStatus(JobStatus.QUEUED, 1, 3);
    q().assertStatus(JobStatus.FAILED, 2);
    assertTaken(1);
  }

  @Test
  default void aJobTakesItsKeyAlongToAnotherQueue() {
    enqueue(job());
    q().queue.move(1, "other");

    assertEquals(new Enqueued(1, false), enqueue(job().in("other")));
    assertEquals(new Enqueued(2, true), enqueue(job()));
    assertRefused(Refusal.Reason.UNIQUE_KEY_TAKEN, () -> q().queue.move(2, "other"));
    assertEquals("default", q().job(2).queue());
  }

  @Test
  default void aFailedJobHasNoKeyToTakeAlong() {
    enqueue(job());
    q().takeOne();
    q().giveUp(1);
    enqueue(job().in("other"));

    assertEquals("other", q().queue.move(1, "other").queue());
    assertRefused(Refusal.Reason.UNIQUE_KEY_TAKEN, () -> q().queue.retry(1));
  }

  @Test
  default void aJobInTheOldQueueKeepsItsKeyWhenAFailedTwinLeaves() {
    enqueue(job());
    q().takeOne();
    q().giveUp(1);
    enqueue(job().delay(HOUR));
    q().queue.move(1, "other");

    assertTaken(2);
  }
}
