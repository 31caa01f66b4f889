package io.cqueue.core;

import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.most;
import static io.cqueue.core.Driver.oneFrom;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How jobs are handed out to those who do not wait. */
interface DequeueRules extends Rules {

  @Test
  default void aDequeuedJobIsInProgressAndSaysWhoHasItUntilWhen() {
    q().add(job().lease(SECOND));

    Job taken = q().takeOne("worker-1");

    assertEquals(JobStatus.IN_PROGRESS, taken.status());
    assertEquals(1, taken.attempt());
    assertEquals("worker-1", taken.consumer());
    Job.Run run = taken.run();
    assertNotNull(run);
    assertEquals(q().now(), run.dequeuedAt());
    assertEquals(q().now().plus(SECOND), run.leaseExpiresAt());
    assertEquals(taken, q().job(taken.id()));
  }

  @Test
  default void aJobIsHandedOutOnce() {
    q().add();
    q().takeOne();

    q().assertNothingToTake();
  }

  @Test
  default void anEmptyQueueHandsOutNothing() {
    q().assertNothingToTake();
    assertEquals(List.of(), q().queue.queues(), "asking does not make a queue");
  }

  @Test
  default void onlyJobsOfTheQueueThatIsAskedForAreHandedOut() {
    q().add(job().in("other"));

    q().assertNothingToTake();
    assertEquals(List.of(1L), q().idsOf(oneFrom("other")));
  }

  @Test
  default void queuesAreTriedStrictlyInTheOrderAskedFor() {
    q().addAll(job().in("a").priority(9), job().in("b").priority(0), job().in("b").priority(0));

    assertEquals(List.of(2L, 3L, 1L), q().idsOf(most(9, "b", "a")));
  }

  @Test
  default void aQueueNamedTwiceCountsOnce() {
    q().addAll(job(), job());

    assertEquals(List.of(1L, 2L), q().idsOf(most(9, "default", "default")));
  }

  @Test
  default void onlyJobsOfTheTypesThatAreAskedForAreHandedOut() {
    q().addAll(job().type("a"), job().type("b"), job().type("a"));

    assertEquals(List.of(2L), q().idsOf(Driver.ofTypes("b")));
    assertEquals(List.of(), q().idsOf(Driver.ofTypes("b", "none")));
    assertEquals(List.of(1L), q().idsOf(Driver.ofTypes("b", "a")));
  }

  @Test
  default void noMoreJobsAreHandedOutThanAskedFor() {
    q().addAll(job(), job(), job());

    assertEquals(List.of(1L, 2L), q().idsOf(most(2, "default")));
    assertEquals(List.of(3L), q().idsOf(most(2, "default")));
  }

  @Test
  default void theConsumersLeaseGoesBeforeTheJobsAndTheJobsBeforeTheQueues() {
    q().configure("default", settings -> settings.lease(Duration.ofSeconds(100)));
    q().addAll(job(), job().lease(Duration.ofSeconds(10)), job().lease(Duration.ofSeconds(10)));

    assertEquals(q().now().plusSeconds(100), leaseEnd(q().takeOne()));
    assertEquals(q().now().plusSeconds(10), leaseEnd(q().takeOne()));
    assertEquals(q().now().plusSeconds(1), leaseEnd(q().take(Driver.leased(SECOND)).get(0)));
  }

  @Test
  default void aLeaseOfZeroHasNoEnd() {
    q().addAll(job(), job().lease(Duration.ZERO));

    assertNull(leaseEnd(q().take(Driver.leased(Duration.ZERO)).get(0)));
    assertNull(leaseEnd(q().takeOne()));
    q().pass(Duration.ofDays(1000));
    q().assertStatus(JobStatus.IN_PROGRESS, 1, 2);
  }

  private static @Nullable Instant leaseEnd(Job job) {
    Job.Run run = job.run();
    assertNotNull(run);
    return run.leaseExpiresAt();
  }
}
