package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.MILLI;
import static io.cqueue.core.Driver.MINUTE;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertInvalid;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Delays and expiry. */
interface TimeRules extends Rules {

  @Test
  default void aDelayedJobIsScheduledUntilItsTimeHasCome() {
    q().addAll(job().delay(SECOND), job().runAt(q().now().plus(SECOND)));

    q().assertStatus(JobStatus.SCHEDULED, 1, 2);
    assertEquals(q().now().plus(SECOND), q().job(1).runAt());
    q().assertNothingToTake();
    q().pass(SECOND.minus(MILLI));
    q().assertNothingToTake();
    q().pass(MILLI);
    q().assertStatus(JobStatus.QUEUED, 1, 2);
    assertNull(q().job(1).runAt());
    assertEquals(List.of(1L, 2L), q().drainIds());
  }

  @Test
  default void aTimeThatIsPastIsNoDelay() {
    q().addAll(job().delay(Duration.ZERO), job().runAt(q().now()), job().runAt(Instant.EPOCH));

    q().assertStatus(JobStatus.QUEUED, 1, 2, 3);
  }

  @Test
  default void aJobThatNobodyStartedInTimeExpires() {
    q().addAll(job().ttl(SECOND), job().expiresAt(q().now().plus(SECOND)), job());
    q().pass(SECOND.minus(MILLI));
    q().assertStatus(JobStatus.QUEUED, 1, 2);

    q().pass(MILLI);

    q().assertCancelled("expired", 1, 2);
    assertEquals(q().now(), q().job(1).concludedAt());
    assertEquals(List.of(3L), q().drainIds());
  }

  @Test
  default void aDelayedOrBlockedJobExpiresToo() {
    long first = q().add();
    q().addAll(
            job().delay(MINUTE).ttl(SECOND),
            job().delay(SECOND).ttl(SECOND),
            job().after(first).ttl(SECOND),
            job().delay(SECOND).ttl(SECOND.plus(MILLI)));

    q().pass(SECOND);
    q().assertCancelled("expired", 2, 3, 4);
    q().assertStatus(JobStatus.QUEUED, 5);
    q().pass(MILLI);
    q().assertCancelled("expired", 5);
  }

  @Test
  default void aJobThatWasStartedInTimeDoesNotExpire() {
    q().addAll(job().ttl(SECOND), job().ttl(SECOND), job().ttl(SECOND));
    q().drainIds();
    q().release(1, Duration.ZERO);
    q().failAndRetryIn(2, MINUTE);

    q().pass(SECOND);

    q().assertStatus(JobStatus.QUEUED, 1);
    q().assertStatus(JobStatus.SCHEDULED, 2);
    q().assertStatus(JobStatus.IN_PROGRESS, 3);
    q().pass(MINUTE);
    q().assertStatus(JobStatus.QUEUED, 2);
  }

  @Test
  default void aJobThatIsExpiredWhenItComesIsCancelledAtOnce() {
    q().addAll(
            job().ttl(Duration.ZERO), job().expiresAt(q().now()), job().expiresAt(Instant.EPOCH));

    q().assertCancelled("expired", 1, 2, 3);
    q().assertNothingToTake();
  }

  @Test
  default void aDelayThatOutlastsABlockIsWaitedFor() {
    q().addAll(job());
    q().add(job().after(1).delay(MINUTE));
    q().assertStatus(JobStatus.BLOCKED, 2);
    q().takeOne();
    q().conclude(1);

    q().assertStatus(JobStatus.SCHEDULED, 2);
    q().pass(MINUTE);
    q().assertStatus(JobStatus.QUEUED, 2);
  }

  @Test
  default void aBlockThatOutlastsADelayIsWaitedFor() {
    q().add(job().lease(Duration.ZERO));
    q().add(job().after(1).delay(MINUTE));
    q().takeOne();
    q().pass(HOUR);
    q().assertStatus(JobStatus.BLOCKED, 2);

    q().conclude(1);

    q().assertStatus(JobStatus.QUEUED, 2);
  }

  @Test
  default void whatIsDueHappensInTheOrderOfItsTimeHoweverLate() {
    q().add(job().delay(SECOND).ttl(SECOND.multipliedBy(3)));
    q().add(job().delay(SECOND.multipliedBy(2)));
    Driver.Waiting consumer = q().await(SECOND.multipliedBy(2));

    q().pass(MINUTE);

    consumer.assertGot(1L);
    q().assertStatus(JobStatus.QUEUED, 2);
  }

  @Test
  default void aClockThatIsPutBackLosesNothingAndLastsNothingLonger() {
    q().addAll(job(), job().delay(MINUTE));
    q().advanceOnly(HOUR.negated());
    q().pass(Duration.ZERO);
    q().add();

    assertEquals(List.of(1L, 3L), q().drainIds());
    q().pass(HOUR.plus(MINUTE));
    q().assertStatus(JobStatus.QUEUED, 1, 2, 3);
    assertEquals(List.of(1L, 2L, 3L), q().drainIds());
  }

  @Test
  default void aClockThatIsPutForwardMakesDueWhatIsDueByThen() {
    q().addAll(job(), job().delay(HOUR), job().ttl(HOUR));
    q().takeOne();
    q().pass(Duration.ofDays(2));

    q().assertStatus(JobStatus.QUEUED, 1, 2);
    q().assertStatus(JobStatus.CANCELLED, 3);
    q().advanceOnly(Duration.ofDays(-2));
    assertEquals(List.of(1L, 2L), q().drainIds());
    q().conclude(1);
    q().assertStatus(JobStatus.CONCLUDED, 1);
  }

  @Test
  default void aTickSaysWhenToComeAgain() {
    assertEquals(Long.MAX_VALUE, q().queue.tick());
    q().add(job().delay(SECOND));

    assertEquals(q().now().plus(SECOND).toEpochMilli(), q().queue.tick());
    q().pass(SECOND);
    assertEquals(Long.MAX_VALUE, q().queue.tick());
    q().takeOne();
    assertEquals(q().now().plusSeconds(1800).toEpochMilli(), q().queue.tick());
  }

  @Test
  default void manyThingsThatAreDueAtOnceAllHappen() {
    for (int i = 0; i < 2500; i++) {
      q().add(job().delay(SECOND));
    }
    q().advanceOnly(SECOND);
    assertTrue(q().queue.tick() > q().now().toEpochMilli());

    assertEquals(2500, q().count(JobStatus.QUEUED));
  }

  @Test
  default void aTimeThatIsNoDateOfThisWorldIsRefused() {
    assertInvalid("RunAt", () -> q().add(job().runAt(Instant.MAX)));
    assertInvalid("ExpiresAt", () -> q().add(job().expiresAt(Instant.MIN)));
    assertInvalid("Delay", () -> q().add(job().delay(Duration.ofDays(4000))));
    assertInvalid("Delay", () -> q().add(job().delay(Duration.ofMillis(-1))));
    assertInvalid("TTL", () -> q().add(job().ttl(Duration.ofMillis(-1))));
  }
}
