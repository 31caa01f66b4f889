package io.cqueue.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.cqueue.core.Calendar;
import io.cqueue.core.Refusal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Cron's own expressions: five fields. Thread-safe. */
public final class CronCalendar implements Calendar {

  private final CronParser parser =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  @Override
  public @Nullable Instant next(String cron, ZoneId zone, Instant after) {
    return ExecutionTime.forCron(parse(cron))
        .nextExecution(after.atZone(zone))
        .map(ZonedDateTime::toInstant)
        .orElse(null);
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
