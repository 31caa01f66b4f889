package io.cqueue.core;

import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cqueue.core.QueueCounters.Event;
import io.cqueue.core.Schedule.Overlap;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store counts of all that happens to jobs. */
interface CounterRules extends Rules {

  private QueueCounters counters() {
    return q().counters.of(NewJob.DEFAULT_QUEUE);
  }

  private void assertCounted(long enqueued, long dequeued, long concluded, long failed, long over) {
    List<Long> totals = Arrays.stream(Event.values()).map(counters()::total).toList();
    assertEquals(List.of(enqueued, dequeued, concluded, failed, over), totals);
  }

  private static long count(Histogram histogram) {
    return Arrays.stream(histogram.counts()).sum();
  }

  @Test
  default void eachStepOfAJobIsCountedOnce() {
    long id = q().add();
    assertCounted(1, 0, 0, 0, 0);
    q().takeOne();
    assertCounted(1, 1, 0, 0, 0);
    q().conclude(id);
    assertCounted(1, 1, 1, 0, 0);
  }

  @Test
  default void whatIsOnlyRepeatedIsNotCounted() {
    IdempotencyKey key = new IdempotencyKey("key", "fingerprint");
    List<NewJob> jobs = List.of(job().uniqueKey("one").build());
    q().queue.enqueue(jobs, key);
    q().queue.enqueue(jobs, key);
    q().queue.enqueue(jobs, null);
    Dequeue keyed = Driver.keyed("again", 1);
    long id = q().take(keyed).get(0).id();
    q().take(keyed);
    q().conclude(id, Driver.attempt(1));
    q().conclude(id, Driver.attempt(1));

    assertCounted(1, 1, 1, 0, 0);
    assertEquals(1, count(counters().runMillis()));
  }

  @Test
  default void whatIsRefusedIsNotCounted() {
    q().queue.drain(true);
    Driver.assertRefused(Refusal.Reason.DRAINING, () -> q().add());

    assertCounted(0, 0, 0, 0, 0);
  }

  @Test
  default void aLeaseThatRanOutIsCountedAndAJobThatFailedForGood() {
    q().add(job().lease(SECOND).maxAttempts(2));
    q().takeOne();
    q().pass(SECOND);
    assertCounted(1, 1, 0, 0, 1);
    q().takeOne();
    q().pass(SECOND);
    assertCounted(1, 2, 0, 1, 2);
  }

  @Test
  default void anAttemptThatFailedIsNotAJobThatFailed() {
    long id = q().add();
    q().takeOne();
    q().failAndRetryIn(id, SECOND);
    assertCounted(1, 1, 0, 0, 0);
    q().pass(SECOND);
    q().takeOne();
    q().giveUp(id);
    assertCounted(1, 2, 0, 1, 0);
  }

  @Test
  default void aJobThatAScheduleAddsIsCounted() {
    NewJob tick = NewJob.ofType("tick");
    q().queue.schedule(new Schedule("s", "* * * * *", ZoneOffset.UTC, tick, Overlap.SKIP));
    q().pass(Driver.MINUTE);

    assertCounted(1, 0, 0, 0, 0);
  }

  @Test
  default void waitingAndRunningTakeAsLongAsTheyDo() {
    long id = q().add(job().delay(Duration.ofSeconds(5)));
    q().pass(Duration.ofSeconds(8));
    q().takeOne();
    q().pass(Duration.ofMillis(700));
    q().conclude(id);

    assertEquals(3000, counters().waitMillis().sum());
    assertEquals(700, counters().runMillis().sum());
  }

  @Test
  default void onlyTheFirstWaitOfAJobIsMeasured() {
    long id = q().add();
    q().pass(SECOND);
    q().takeOne();
    q().release(id, Duration.ZERO);
    q().pass(SECOND);
    q().takeOne();

    assertEquals(1000, counters().waitMillis().sum());
    assertEquals(1, count(counters().waitMillis()));
    assertEquals(0, count(counters().runMillis()));
  }

  @Test
  default void aConsumerThatWaitedIsCountedToo() {
    Driver.Waiting waiting = q().await(SECOND);
    long id = q().add();
    waiting.assertGot(id);

    assertCounted(1, 1, 0, 0, 0);
  }

  @Test
  default void queuesAreCountedApartUntilThereAreTooMany() {
    for (int i = 0; i < 12; i++) {
      q().add(job().in("queue-" + i));
    }

    assertEquals(1, q().counters.of("queue-0").total(Event.ENQUEUED));
    assertEquals(JobCounters.OTHER, q().counters.of("queue-11").name());
    assertEquals(2, q().counters.of("queue-11").total(Event.ENQUEUED));
  }

  @Test
  default void aQueueThatIsOnlyLookedAtTakesNoPlace() {
    for (int i = 0; i < 12; i++) {
      q().queue.queue("looked-" + i);
      q().take(Driver.oneFrom("looked-" + i));
    }
    q().add();

    assertEquals(NewJob.DEFAULT_QUEUE, counters().name());
  }
}
