package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.MINUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cqueue.core.Schedule.Overlap;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A schedule adds its job again and again. The clock starts at 2026-01-01T00:00:00Z. */
interface ScheduleRules extends Rules {

  private ScheduleState put(String cron, Overlap overlap) {
    return q().queue.schedule(schedule(cron, overlap));
  }

  private static Schedule schedule(String cron, Overlap overlap) {
    return new Schedule("s", cron, ZoneOffset.UTC, NewJob.ofType("tick"), overlap);
  }

  @Test
  default void aScheduleAddsItsJobWhenItsTimeHasCome() {
    ScheduleState state = put("*/5 * * * *", Overlap.SKIP);

    assertEquals(Instant.parse("2026-01-01T00:05:00Z"), state.next());
    q().assertNothingToTake();
    q().pass(MINUTE.multipliedBy(5));
    Job job = q().takeOne();
    assertEquals("tick", job.type());
    ScheduleState after = q().queue.schedule("s");
    assertEquals(job.id(), after.lastJob());
    assertEquals(Instant.parse("2026-01-01T00:05:00Z"), after.lastAt());
    assertEquals(Instant.parse("2026-01-01T00:10:00Z"), after.next());
  }

  @Test
  default void timesThatWereMissedAreMadeUpForByOneJob() {
    put("*/5 * * * *", Overlap.ALLOW);

    q().pass(MINUTE.multipliedBy(61));
    assertEquals(List.of(1L), q().drainIds());
    assertEquals(Instant.parse("2026-01-01T01:05:00Z"), q().queue.schedule("s").next());
  }

  @Test
  default void aScheduleThatSkipsAddsNoneWhileItsLastJobIsNotFinished() {
    put("* * * * *", Overlap.SKIP);

    q().pass(MINUTE);
    q().pass(MINUTE);
    assertEquals(List.of(1L), q().drainIds());
    assertEquals("Job 1 is not finished.", q().queue.schedule("s").skipped());
    q().conclude(1);
    q().pass(MINUTE);
    assertEquals(List.of(2L), q().drainIds());
    assertNull(q().queue.schedule("s").skipped());
  }

  @Test
  default void aScheduleThatAllowsOverlapAddsOneEachTime() {
    put("* * * * *", Overlap.ALLOW);

    q().pass(MINUTE);
    q().queue.tick();
    q().pass(MINUTE);
    assertEquals(List.of(1L, 2L), q().drainIds());
  }

  @Test
  default void aScheduleThatIsRefusedItsJobSaysSoAndGoesOn() {
    put("* * * * *", Overlap.SKIP);

    q().queue.drain(true);
    q().pass(MINUTE);
    q().assertNothingToTake();
    assertEquals("The server takes on no more jobs.", q().queue.schedule("s").skipped());
    q().queue.drain(false);
    q().pass(MINUTE);
    assertEquals(List.of(1L), q().drainIds());
  }

  @Test
  default void aScheduleIsReplacedUnderItsName() {
    put("* * * * *", Overlap.SKIP);
    put("*/10 * * * *", Overlap.SKIP);

    q().pass(MINUTE.multipliedBy(9));
    q().assertNothingToTake();
    q().pass(MINUTE);
    assertEquals(List.of(1L), q().drainIds());
    assertEquals(1, q().queue.schedules().size());
  }

  @Test
  default void aScheduleThatIsEndedAddsNoMore() {
    put("* * * * *", Overlap.SKIP);
    q().queue.unschedule("s");

    q().pass(MINUTE);
    q().assertNothingToTake();
    assertEquals(List.of(), q().queue.schedules());
    Driver.assertRefused(Refusal.Reason.UNKNOWN_SCHEDULE, () -> q().queue.schedule("s"));
    Driver.assertRefused(Refusal.Reason.UNKNOWN_SCHEDULE, () -> q().queue.unschedule("s"));
  }

  @Test
  default void anExpressionThatMeansNothingIsRefusedAndChangesNothing() {
    put("* * * * *", Overlap.SKIP);

    Driver.assertRefused(Refusal.Reason.INVALID, () -> put("61 * * * *", Overlap.SKIP));
    assertEquals("* * * * *", q().queue.schedule("s").schedule().cron());
  }

  @Test
  default void theJobOfAScheduleReachesAConsumerThatWaits() {
    put("* * * * *", Overlap.SKIP);
    var waiting = q().await(HOUR);

    q().pass(MINUTE);
    q().queue.tick();
    waiting.assertGot(1L);
  }
}
