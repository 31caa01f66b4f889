package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Stats;
import java.io.IOException;

/** The counts as clients see them. */
record StatsAnswer(Stats stats) implements JsonAnswer {

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("Queued", stats.count(JobStatus.QUEUED));
    json.writeNumberField("InProgress", stats.count(JobStatus.IN_PROGRESS));
    json.writeNumberField("Concluded", stats.count(JobStatus.CONCLUDED));
    json.writeNumberField("UptimeMillis", stats.uptime().toMillis());
    json.writeEndObject();
  }
}
