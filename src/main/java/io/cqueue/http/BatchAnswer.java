package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Batch;
import java.io.IOException;

/** A batch as clients see it. */
record BatchAnswer(Batch batch) implements JsonAnswer {

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ID", batch.id());
    JobFields.text(json, "Name", batch.name());
    json.writeStringField("Status", batch.endedAt() == null ? "OPEN" : "ENDED");
    json.writeArrayFieldStart("Queues");
    for (String queue : batch.queues()) {
      json.writeString(queue);
    }
    json.writeEndArray();
    json.writeNumberField("Total", batch.total());
    json.writeNumberField("Pending", batch.pending());
    json.writeNumberField("Concluded", batch.concluded());
    json.writeNumberField("Failed", batch.failed());
    json.writeNumberField("Cancelled", batch.cancelled());
    CallbackJson.write(json, "OnConclude", batch.onConclude());
    CallbackJson.write(json, "OnFail", batch.onFail());
    JobFields.time(json, "EnqueuedAt", batch.enqueuedAt());
    JobFields.time(json, "EndedAt", batch.endedAt());
    json.writeEndObject();
  }
}
