package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.MINUTE;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertInvalid;
import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.Driver.oneFrom;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators see of queues and do to them. */
interface QueueRules extends Rules {

  private static Map<JobStatus, Long> counts(Map<JobStatus, Long> some) {
    Map<JobStatus, Long> all = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      all.put(status, some.getOrDefault(status, 0L));
    }
    return all;
  }

  @Test
  default void aQueueThatNobodyNamedIsEmptyAndHasTheDefaultSettings() {
    QueueStats stats = q().queue.queue("nobody");

    assertEquals("nobody", stats.name());
    assertEquals(QueueSettings.DEFAULT, stats.settings());
    assertEquals(counts(Map.of()), stats.counts());
    assertNull(stats.oldestAge());
    assertEquals(List.of(), q().queue.queues(), "asking does not make a queue");
  }

  @Test
  default void queuesAreListedByName() {
    q().addAll(job().in("b"), job().in("a"), job().in("B"));
    q().configure("c", settings -> settings.paused(true));

    assertEquals(
        List.of("B", "a", "b", "c"), q().queue.queues().stream().map(QueueStats::name).toList());
  }

  @Test
  default void countsFollowEveryChangeOfStatus() {
    q().addAll(job(), job(), job(), job().delay(HOUR), job(), job());
    q().addAll(job().after(1), job().in("other"));
    q().take(Driver.most(5, "default"));
    q().conclude(1);
    q().giveUp(2);
    q().queue.cancel(3);

    Map<JobStatus, Long> expected =
        counts(
            Map.of(
                JobStatus.CONCLUDED, 1L,
                JobStatus.FAILED, 1L,
                JobStatus.CANCELLED, 1L,
                JobStatus.IN_PROGRESS, 2L,
                JobStatus.QUEUED, 1L,
                JobStatus.SCHEDULED, 1L));
    assertEquals(expected, q().counts("default"));
    expected.merge(JobStatus.QUEUED, 1L, Long::sum);
    assertEquals(expected, q().queue.stats().counts());
  }

  @Test
  default void theStatsSayHowLongTheQueueHasBeenOpen() {
    q().pass(HOUR);

    assertEquals(HOUR, q().queue.stats().uptime());
  }

  @Test
  default void theOldestAgeIsOfTheOldestJobThatCanBeHadNow() {
    q().add(job().priority(0));
    q().add(job().delay(HOUR));
    q().pass(SECOND);
    q().add(job().priority(9));
    q().pass(SECOND);
    assertEquals(Duration.ofSeconds(2), q().queue.queue("default").oldestAge());
    q().takeOne();
    assertEquals(Duration.ofSeconds(2), q().queue.queue("default").oldestAge());
    q().takeOne();
    assertNull(q().queue.queue("default").oldestAge());
  }

  @Test
  default void ratesAreJobsASecondOfTheLastTenSecondsOrSo() {
    q().configure("default", settings -> settings.maxAttempts(2));
    for (int i = 0; i < 20; i++) {
      q().add();
      if (i % 2 == 0) {
        long id = q().takeOne().id();
        if (i % 4 == 0) {
          q().conclude(id);
        } else {
          q().queue.cancel(id);
        }
      }
      q().pass(SECOND);
    }
    QueueStats.Rates rates = q().queue.queue("default").rates();
    assertEquals(1, rates.enqueued(), 0.2);
    assertEquals(0.5, rates.dequeued(), 0.2);
    assertEquals(0.25, rates.concluded(), 0.1);

    q().pass(Duration.ofSeconds(30));
    assertEquals(new QueueStats.Rates(0, 0, 0), q().queue.queue("default").rates());
  }

  @Test
  default void settingsAreKept() {
    QueueSettings settings =
        new QueueSettings(true, SECOND, 3, SECOND, MINUTE, 10, 5, 2.5, HOUR, null);

    assertEquals(settings, q().queue.configure("a", settings).settings());
    assertEquals(settings, q().queue.queue("a").settings());
    assertEquals(QueueSettings.DEFAULT, q().queue.queue("b").settings());
  }

  @Test
  default void onlyAQueueWithAProperNameCanBeConfigured() {
    assertInvalid("Queue", () -> q().queue.configure("no such name", QueueSettings.DEFAULT));
  }

  @Test
  default void aPausedQueueHandsOutNothing() {
    q().configure("default", settings -> settings.paused(true));
    q().add();
    q().assertNothingToTake();
    Driver.Waiting consumer = q().await(MINUTE);
    consumer.assertStillWaits();

    q().configure("default", settings -> settings.paused(false));

    consumer.assertGot(1L);
  }

  @Test
  default void aPauseLeavesTheOtherSettingsAndEndsWhenItIsTakenBack() {
    q().configure("default", settings -> settings.maxAttempts(7));
    q().add();

    QueueStats paused = q().queue.pause("default", true);

    assertEquals(q().queue.queue("default"), paused);
    assertTrue(paused.settings().paused());
    assertEquals(7, paused.settings().maxAttempts());
    q().assertNothingToTake();
    Driver.Waiting consumer = q().await(MINUTE);
    assertFalse(q().queue.pause("default", false).settings().paused());
    consumer.assertGot(1L);
  }

  @Test
  default void aQueueThatIsOnlyPausedIsKept() {
    q().queue.pause("a", true);

    assertEquals(1, q().queue.queues().size());
    q().queue.pause("a", false);
    assertEquals(List.of(), q().queue.queues());
  }

  @Test
  default void aQueueIsGoneWhenNothingWouldBeLost() {
    q().configure("a", settings -> settings.paused(true));
    q().configure("a", settings -> settings.paused(false));
    assertEquals(List.of(), q().queue.queues());

    q().add(job().in("a"));
    q().take(oneFrom("a"));
    q().conclude(1);
    assertEquals(1, q().queue.queues().size());
    q().pass(Duration.ofDays(1));
    assertEquals(List.of(), q().queue.queues());
  }

  @Test
  default void anEmptyQueueCanBeDeletedWithItsFinishedJobsAndSettings() {
    q().configure("a", settings -> settings.maxAttempts(7));
    q().addAll(job().in("a"), job().in("a"));
    q().take(oneFrom("a"));
    q().conclude(1);
    q().queue.cancel(2);

    q().queue.delete("a");

    assertEquals(List.of(), q().queue.queues());
    assertEquals(true, q().queue.find(1).isEmpty());
    assertEquals(true, q().queue.find(2).isEmpty());
    q().queue.delete("a");
    q().queue.delete("never named");
    assertEquals(3, q().add(), "no ID is given twice");
  }

  @Test
  default void aQueueWithJobsThatAreNotDoneCannotBeDeleted() {
    q().add();
    assertRefused(Refusal.Reason.QUEUE_NOT_EMPTY, () -> q().queue.delete("default"));
    q().takeOne();
    assertRefused(Refusal.Reason.QUEUE_NOT_EMPTY, () -> q().queue.delete("default"));
    q().giveUp(1);
    assertRefused(Refusal.Reason.QUEUE_NOT_EMPTY, () -> q().queue.delete("default"));
    q().queue.cancel(1);
    q().queue.delete("default");
  }

  @Test
  default void aPurgeCancelsAllThatWaitsInTheQueue() {
    q().addAll(job(), job(), job().delay(HOUR), job().group("g"), job().group("g"));
    q().addAll(job().after(2), job().in("other"));
    q().takeOne();
    q().add(job().in("other").after(2));

    assertEquals(5, q().queue.purge("default"));

    q().assertStatus(JobStatus.IN_PROGRESS, 1);
    q().assertCancelled("purged", 2, 3, 4, 5, 6);
    q().assertStatus(JobStatus.QUEUED, 7);
    q().assertCancelled("dependency-failed", 8);
    assertEquals(0, q().queue.purge("default"));
    assertEquals(0, q().queue.purge("never named"));
  }

  @Test
  default void aPurgeIsTheReasonEvenOfJobsThatWaitedForEachOther() {
    q().add();
    q().add(job().after(1).priority(9));
    q().add(job().after(2));
    q().queue.change(2, Driver.priority(0));

    assertEquals(3, q().queue.purge("default"));

    q().assertCancelled("purged", 1, 2, 3);
  }

  @Test
  default void allFailedJobsOfAQueueCanBeRetried() {
    q().addAll(job(), job(), job().in("other"));
    q().idsOf(Driver.most(9, "default", "other"));
    q().giveUp(1);
    q().giveUp(3);
    q().queue.cancel(2);

    assertEquals(1, q().queue.retryFailed("default"));

    q().assertStatus(JobStatus.QUEUED, 1);
    q().assertStatus(JobStatus.CANCELLED, 2);
    q().assertStatus(JobStatus.FAILED, 3);
    assertEquals(0, q().queue.retryFailed("default"));
    assertEquals(0, q().queue.retryFailed("never named"));
  }
}
