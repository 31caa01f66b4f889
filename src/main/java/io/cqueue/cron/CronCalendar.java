package io.cqueue.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.cqueue.core.Calendar;
import io.cqueue.core.Refusal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * Cron's own expressions: five fields. When the clock is put forward, a fixed time that it leaves
 * out is made up for at once; one that comes every hour anyway is not. That is how cron itself does
 * it (cron(8) of Debian). Thread-safe.
 */
public final class CronCalendar implements Calendar {

  private final CronParser parser =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  @Override
  public @Nullable Instant next(String cron, ZoneId zone, Instant after) {
    Cron parsed = parse(cron);
    ExecutionTime times = ExecutionTime.forCron(parsed);
    Instant next =
        times.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant).orElse(null);
    if (parsed.asString().split(" ", -1)[1].startsWith("*")) {
      return next;
    }
    ZoneOffsetTransition change = zone.getRules().nextTransition(after);
    while (change != null && (next == null || change.getInstant().isBefore(next))) {
      if (change.isGap() && isIn(change, times)) {
        return change.getInstant();
      }
      change = next == null ? null : zone.getRules().nextTransition(change.getInstant());
    }
    return next;
  }

  /** Whether one of the times falls among those that the clock leaves out. */
  private static boolean isIn(ZoneOffsetTransition gap, ExecutionTime times) {
    LocalDateTime first = gap.getDateTimeBefore();
    return times
        .nextExecution(first.minusNanos(1).atZone(ZoneOffset.UTC))
        .filter(time -> time.toLocalDateTime().isBefore(gap.getDateTimeAfter()))
        .isPresent();
  }

  private Cron parse(String cron) {
    try {
      return parser.parse(cron);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("Cron", "must be five fields as cron has them, such as */5 * * * *")
          .asException();
    }
  }
}
