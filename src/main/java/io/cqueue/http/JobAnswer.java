package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Job;
import java.io.IOException;

/** A job as clients see it. */
record JobAnswer(Job job) implements JsonAnswer {

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ID", job.id());
    json.writeStringField("Type", job.type());
    json.writeStringField("Status", job.status().name());
    if (job.consumer() != null) {
      json.writeStringField("Consumer", job.consumer());
    }
    json.writeEndObject();
  }
}
