package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Stats;
import java.io.IOException;

/**
 * The counts as clients see them: those of the original program always, the others if there are
 * any.
 */
record StatsAnswer(Stats stats) implements JsonAnswer {

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("Queued", stats.count(JobStatus.QUEUED));
    json.writeNumberField("InProgress", stats.count(JobStatus.IN_PROGRESS));
    json.writeNumberField("Concluded", stats.count(JobStatus.CONCLUDED));
    some(json, "Scheduled", stats.count(JobStatus.SCHEDULED));
    some(json, "Blocked", stats.count(JobStatus.BLOCKED));
    some(json, "Failed", stats.count(JobStatus.FAILED));
    some(json, "Cancelled", stats.count(JobStatus.CANCELLED));
    some(json, "WaitingConsumers", stats.waitingConsumers());
    if (stats.draining()) {
      json.writeBooleanField("Draining", true);
    }
    json.writeNumberField("UptimeMillis", stats.uptime().toMillis());
    json.writeEndObject();
  }

  private static void some(JsonGenerator json, String name, long count) throws IOException {
    if (count != 0) {
      json.writeNumberField(name, count);
    }
  }
}
