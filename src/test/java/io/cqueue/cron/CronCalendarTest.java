package io.cqueue.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cqueue.core.RefusedException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In Berlin the clock goes forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00. */
final class CronCalendarTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final CronCalendar calendar = new CronCalendar();

  private @Nullable Instant next(String cron, ZoneId zone, String after) {
    return calendar.next(cron, zone, Instant.parse(after));
  }

  @Test
  void theNextTimeIsLaterThanTheOneGiven() {
    assertEquals(
        Instant.parse("2026-01-01T00:10:00Z"), next("*/5 * * * *", UTC, "2026-01-01T00:05:00Z"));
    assertEquals(
        Instant.parse("2026-01-01T00:05:00Z"),
        next("*/5 * * * *", UTC, "2026-01-01T00:04:59.999Z"));
  }

  @Test
  void theClockOfTheZoneCounts() {
    assertEquals(
        Instant.parse("2026-01-05T08:00:00Z"), next("0 9 * * 1", BERLIN, "2026-01-01T00:00:00Z"));
    assertEquals(
        Instant.parse("2026-07-06T07:00:00Z"), next("0 9 * * 1", BERLIN, "2026-07-01T00:00:00Z"));
  }

  @Test
  void aTimeThatTheClockLeavesOutIsMadeUpForWhenItGoesOn() {
    assertEquals(
        Instant.parse("2026-03-29T01:00:00Z"), next("30 2 * * *", BERLIN, "2026-03-28T12:00:00Z"));
    assertEquals(
        Instant.parse("2026-03-30T00:30:00Z"), next("30 2 * * *", BERLIN, "2026-03-29T01:00:00Z"));
  }

  @Test
  void aTimeOfEachHourIsNotMadeUpFor() {
    assertEquals(
        Instant.parse("2026-03-29T01:30:00Z"), next("30 * * * *", BERLIN, "2026-03-29T00:30:00Z"));
  }

  @Test
  void aTimeThatTheClockShowsTwiceCountsOnce() {
    Instant first = next("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z");
    assertEquals(Instant.parse("2026-10-25T00:30:00Z"), first);
    assertEquals(
        Instant.parse("2026-10-26T01:30:00Z"), next("30 2 * * *", BERLIN, String.valueOf(first)));
  }

  @Test
  void aDayThatNeverComesHasNoNextTime() {
    assertNull(next("0 0 30 2 *", UTC, "2026-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "* * * *", "* * * * * *", "60 * * * *", "a b c d e", "@nonsense"})
  void whatIsNoExpressionIsRefused(String cron) {
    assertEquals(
        "Cron",
        assertThrows(RefusedException.class, () -> next(cron, UTC, "2026-01-01T00:00:00Z"))
            .refusal()
            .field());
  }
}
