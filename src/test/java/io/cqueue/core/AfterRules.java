package io.cqueue.core;

import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertInvalid;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that come after others. */
interface AfterRules extends Rules {

  @Test
  default void aJobIsBlockedUntilAllOthersThatItNamesAreConcluded() {
    q().addAll(job(), job());
    q().add(job().after(1, 2, 1));
    q().assertStatus(JobStatus.BLOCKED, 3);
    assertEquals(List.of(1L, 2L), q().drainIds());

    q().conclude(2);
    q().assertStatus(JobStatus.BLOCKED, 3);
    q().conclude(1);
    q().assertStatus(JobStatus.QUEUED, 3);
    assertEquals(List.of(3L), q().drainIds());
  }

  @Test
  default void concludedJobsBlockNothing() {
    q().addAll(job());
    q().takeOne();
    q().conclude(1);

    q().assertStatus(JobStatus.QUEUED, q().add(job().after(1)));
  }

  @Test
  default void aJobAfterOneThatDoesNotExistIsRefused() {
    assertInvalid("After", () -> q().add(job().after(1)));
    q().add();
    assertInvalid("After", () -> q().add(job().after(1, 2)));
  }

  @Test
  default void aJobThatFailsForGoodCancelsThoseThatWaitForIt() {
    q().addAll(job().maxAttempts(2), job());
    q().addAll(job().after(1), job().after(1, 2));
    q().takeOne();
    q().failAndRetryIn(1, SECOND);
    q().assertStatus(JobStatus.BLOCKED, 3, 4);
    q().pass(SECOND);
    q().takeOne();
    q().fail(1);

    q().assertCancelled("dependency-failed", 3, 4);
    q().assertStatus(JobStatus.QUEUED, 2);
  }

  @Test
  default void aCancelledOrExpiredJobCancelsThoseThatWaitForIt() {
    q().addAll(job(), job().ttl(SECOND));
    q().addAll(job().after(1), job().after(2));
    q().queue.cancel(1);
    q().assertCancelled("dependency-failed", 3);
    q().pass(SECOND);
    q().assertCancelled("dependency-failed", 4);
  }

  @Test
  default void aJobThatIsCancelledWithAnotherIsKeptThoughItExpiredMeanwhile() {
    q().add(job().lease(SECOND).maxAttempts(1));
    q().add(job().after(1).ttl(SECOND.multipliedBy(2)));
    q().takeOne();
    q().pass(SECOND.multipliedBy(3));

    q().assertCancelled("dependency-failed", 2);
  }

  @Test
  default void aFailureGoesDownTheChain() {
    q().add();
    q().add(job().after(1));
    q().add(job().after(2).in("other"));
    q().add(job().after(1, 2, 3));
    q().queue.cancel(1);

    q().assertCancelled("dependency-failed", 2, 3, 4);
  }

  @Test
  default void aJobAfterOneThatFailedOrWasCancelledIsCancelledAtOnce() {
    q().addAll(job(), job());
    q().takeOne();
    q().giveUp(1);
    q().queue.cancel(2);

    q().addAll(job().after(1), job().after(2), job().after(1).ttl(SECOND));

    q().assertCancelled("dependency-failed", 3, 4, 5);
  }

  @Test
  default void aJobThatIsRetriedWaitsForNothing() {
    q().add();
    q().add(job().after(1));
    q().queue.cancel(1);
    q().queue.retry(2);

    q().assertStatus(JobStatus.QUEUED, 2);
    q().queue.retry(1);
    q().takeOne();
    q().giveUp(1);
    q().assertStatus(JobStatus.QUEUED, 2);
  }

  @Test
  default void aBlockedJobCanBeCancelledAlone() {
    q().add();
    q().add(job().after(1));
    q().queue.cancel(2);
    q().takeOne();
    q().conclude(1);

    q().assertCancelled("cancelled", 2);
  }

  @Test
  default void aBlockedJobThatIsChangedIsStillBlockedAndStillFreed() {
    q().addAll(job(), job());
    q().addAll(job().after(1, 2), job().after(1));
    q().queue.change(3, Driver.priority(9));
    q().queue.change(4, Driver.priority(1));
    q().takeOne();
    q().conclude(1);
    q().assertStatus(JobStatus.BLOCKED, 3);
    q().assertStatus(JobStatus.QUEUED, 4);
    q().takeOne();
    q().conclude(2);

    q().assertStatus(JobStatus.QUEUED, 3);
  }

  @Test
  default void aBlockedJobThatIsMovedIsStillBlockedAndStillFreed() {
    q().add();
    q().addAll(job().after(1));
    q().queue.move(2, "other");
    q().assertStatus(JobStatus.BLOCKED, 2);
    q().takeOne();
    q().conclude(1);

    assertEquals(List.of(2L), q().idsOf(Driver.oneFrom("other")));
  }

  @Test
  default void aChainOfTenThousandIsConcludedOneByOne() {
    chain(10_000);
    for (long id = 1; id <= 10_000; id++) {
      assertEquals(id, q().takeOne().id());
      q().conclude(id);
    }
  }

  @Test
  default void aChainOfTenThousandIsCancelledAtOnce() {
    chain(10_000);
    q().queue.cancel(1);

    assertEquals(10_000, q().count(JobStatus.CANCELLED));
    q().assertCancelled("dependency-failed", 10_000);
  }

  @Test
  default void tenThousandThatWaitForOneAreFreedAtOnce() {
    q().add();
    for (int i = 0; i < 10_000; i++) {
      q().add(job().after(1));
    }
    q().takeOne();
    q().conclude(1);

    assertEquals(10_000, q().count(JobStatus.QUEUED));
  }

  private void chain(int length) {
    q().add();
    for (long id = 1; id < length; id++) {
      q().add(job().after(id));
    }
  }
}
