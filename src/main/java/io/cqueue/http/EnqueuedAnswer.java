package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What a producer gets for its job. */
record EnqueuedAnswer(long id) implements JsonAnswer {

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ID", id);
    json.writeEndObject();
  }
}
