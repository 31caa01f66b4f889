package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import java.io.IOException;
import java.util.Locale;

/** A schedule as clients see it. */
record ScheduleAnswer(ScheduleState state) implements JsonAnswer {

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
