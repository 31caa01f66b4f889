package io.cqueue.http;

import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.Schedule;
import io.cqueue.core.Schedule.Overlap;
import io.cqueue.core.ScheduleState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads the schedule that an operator sends, or that {@link ScheduleAnswer} wrote. */
final class ScheduleJson {

  private @Nullable String cron;
  private ZoneId zone = ZoneId.of("UTC");
  private NewJob job = NewJob.ofType(NewJob.DEFAULT_TYPE);
  private Overlap overlap = Overlap.SKIP;

  private ScheduleJson() {}

  static Schedule read(String name, JsonFields fields) {
    ScheduleJson schedule = new ScheduleJson();
    for (String field = fields.next(); field != null; field = fields.next()) {
      schedule.readField(field, fields);
    }
    return schedule.build(name);
  }

  /** A schedule, and where it stands. */
  static ScheduleState readState(JsonFields fields) {
    String name = null;
    ScheduleJson schedule = new ScheduleJson();
    Instant next = null;
    Instant lastAt = null;
    Long lastJob = null;
    String skipped = null;
    for (String field = fields.next(); field != null; field = fields.next()) {
      switch (field) {
        case "Name" -> name = fields.text();
        case "Next" -> next = fields.time();
        case "LastAt" -> lastAt = fields.time();
        case "LastJob" -> lastJob = fields.integer();
        case "Skipped" -> skipped = fields.text();
        default -> schedule.readField(field, fields);
      }
    }
    if (name == null) {
      throw Refusal.invalid("Name", "must be given").asException();
    }
    return new ScheduleState(schedule.build(name), next, lastAt, lastJob, skipped);
  }

  private void readField(String field, JsonFields fields) {
    switch (field) {
      case "Cron" -> cron = fields.text();
      case "TimeZone" -> zone = zone(fields.text());
      case "Job" -> job = fields.object(NewJobJson::read);
      case "Overlap" -> overlap = overlap(fields.text());
      default -> throw fields.unknown();
    }
  }

  private Schedule build(String name) {
    if (cron == null) {
      throw Refusal.invalid("Cron", "must be given").asException();
    }
    return new Schedule(name, cron, zone, job, overlap);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Refusal.invalid("TimeZone", "must be a time zone such as Europe/Paris").asException();
    }
  }

  private static Overlap overlap(String name) {
    return switch (name) {
      case "skip" -> Overlap.SKIP;
      case "allow" -> Overlap.ALLOW;
      default -> throw Refusal.invalid("Overlap", "must be skip or allow").asException();
    };
  }
}
