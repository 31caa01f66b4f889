package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Stats;
import java.io.IOException;

/** The counts as clients see them. */
record StatsAnswer(Stats stats) implements JsonAnswer {

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("Queued", stats.queued());
    json.writeNumberField("InProgress", stats.inProgress());
    json.writeNumberField("Concluded", stats.concluded());
    json.writeNumberField("UptimeMillis", stats.uptime().toMillis());
    json.writeEndObject();
  }
}
