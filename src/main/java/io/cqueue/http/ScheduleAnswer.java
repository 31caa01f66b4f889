package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Calendar;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A schedule as clients see it, or as it is kept.
 *
 * @param state the schedule
 * @param runs when it adds its next jobs; empty to be kept, since it follows from the rest
 */
record ScheduleAnswer(ScheduleState state, List<Instant> runs) implements JsonAnswer {

  private static final int RUNS = 3;

  /** With its next runs. */
  static ScheduleAnswer of(ScheduleState state, Calendar calendar) {
    Schedule schedule = state.schedule();
    List<Instant> runs = new ArrayList<>();
    Instant next = state.next();
    while (next != null && runs.size() < RUNS) {
      runs.add(next);
      next = calendar.next(schedule.cron(), schedule.timeZone(), next);
    }
    return new ScheduleAnswer(state, runs);
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    Schedule schedule = state.schedule();
    json.writeStartObject();
    json.writeStringField("Name", schedule.name());
    json.writeStringField("Cron", schedule.cron());
    json.writeStringField("TimeZone", schedule.timeZone().getId());
    json.writeStringField("Overlap", schedule.overlap().name().toLowerCase(Locale.ROOT));
    json.writeFieldName("Job");
    new NewJobAnswer(schedule.job()).writeTo(json);
    if (state.next() != null) {
      json.writeStringField("Next", Times.text(state.next()));
    }
    if (!runs.isEmpty()) {
      json.writeArrayFieldStart("NextRuns");
      for (Instant run : runs) {
        json.writeString(Times.text(run));
      }
      json.writeEndArray();
    }
    if (state.lastAt() != null) {
      json.writeStringField("LastAt", Times.text(state.lastAt()));
    }
    if (state.lastJob() != null) {
      json.writeNumberField("LastJob", state.lastJob());
    }
    if (state.skipped() != null) {
      json.writeStringField("Skipped", state.skipped());
    }
    json.writeEndObject();
  }
}
