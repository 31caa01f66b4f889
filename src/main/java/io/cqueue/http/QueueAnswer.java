package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.JobStatus;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.QueueStats;
import java.io.IOException;

/** A queue as clients see it. */
record QueueAnswer(QueueStats queue) implements JsonAnswer {

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("Name", queue.name());
    json.writeObjectFieldStart("Counts");
    for (JobStatus status : JobStatus.values()) {
      json.writeNumberField(status.name(), queue.counts().getOrDefault(status, 0L));
    }
    json.writeEndObject();
    if (queue.oldestAge() != null) {
      JobFields.seconds(json, "OldestAge", queue.oldestAge());
    }
    json.writeObjectFieldStart("Rates");
    json.writeNumberField("Enqueued", queue.rates().enqueued());
    json.writeNumberField("Dequeued", queue.rates().dequeued());
    json.writeNumberField("Concluded", queue.rates().concluded());
    json.writeEndObject();
    json.writeObjectFieldStart("Settings");
    settings(json, queue.settings());
    if (queue.settings().push() != null) {
      PushJson.write(json, queue.settings().push());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** All but where its jobs are posted: not everyone may know all of that. */
  static void settings(JsonGenerator json, QueueSettings settings) throws IOException {
    json.writeBooleanField("Paused", settings.paused());
    JobFields.seconds(json, "Lease", settings.lease());
    json.writeNumberField("MaxAttempts", settings.maxAttempts());
    JobFields.seconds(json, "BackoffBase", settings.backoffBase());
    JobFields.seconds(json, "BackoffCap", settings.backoffCap());
    json.writeNumberField("MaxDepth", settings.maxDepth());
    json.writeNumberField("MaxInProgress", settings.maxInProgress());
    json.writeNumberField("Rate", settings.rate());
    JobFields.seconds(json, "KeepConcluded", settings.keepConcluded());
  }
}
