package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import io.cqueue.core.JobError;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as clients see it.
 *
 * @param job the job
 * @param attempts what its consumers did, if that was asked for
 */
record JobAnswer(Job job, List<Attempt> attempts) implements JsonAnswer {

  JobAnswer(Job job) {
    this(job, List.of());
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ID", job.id());
    json.writeStringField("Type", job.type());
    json.writeStringField("Status", job.status().name());
    text(json, "Reason", job.reason());
    json.writeStringField("Queue", job.queue());
    json.writeNumberField("Priority", job.priority());
    raw(json, "Payload", job.payload());
    options(json, job.options());
    time(json, "EnqueuedAt", job.enqueuedAt());
    time(json, "RunAt", job.runAt());
    time(json, "ExpiresAt", job.expiresAt());
    if (job.attempt() > 0) {
      json.writeNumberField("Attempt", job.attempt());
    }
    Job.Run run = job.run();
    if (run != null) {
      run(json, run);
    }
    time(json, "ConcludedAt", job.concludedAt());
    if (!attempts.isEmpty()) {
      attempts(json);
    }
    json.writeEndObject();
  }

  private static void options(JsonGenerator json, JobOptions options) throws IOException {
    if (options.maxAttempts() != null) {
      json.writeNumberField("MaxAttempts", options.maxAttempts());
    }
    if (options.lease() != null) {
      seconds(json, "Lease", options.lease());
    }
    text(json, "UniqueKey", options.uniqueKey());
    text(json, "Group", options.group());
    if (!options.tags().isEmpty()) {
      json.writeObjectFieldStart("Tags");
      for (var tag : options.tags().entrySet()) {
        json.writeStringField(tag.getKey(), tag.getValue());
      }
      json.writeEndObject();
    }
    if (!options.after().isEmpty()) {
      json.writeArrayFieldStart("After");
      for (long id : options.after()) {
        json.writeNumber(id);
      }
      json.writeEndArray();
    }
  }

  private static void run(JsonGenerator json, Job.Run run) throws IOException {
    text(json, "Consumer", run.consumer());
    time(json, "DequeuedAt", run.dequeuedAt());
    time(json, "LeaseExpiresAt", run.leaseExpiresAt());
    raw(json, "Progress", run.progress());
    raw(json, "Result", run.result());
    error(json, run.error());
  }

  private void attempts(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("Attempts");
    for (Attempt attempt : attempts) {
      json.writeStartObject();
      json.writeNumberField("Attempt", attempt.number());
      text(json, "Consumer", attempt.consumer());
      time(json, "DequeuedAt", attempt.dequeuedAt());
      time(json, "EndedAt", attempt.endedAt());
      if (attempt.outcome() != null) {
        json.writeStringField("Outcome", attempt.outcome().name());
      }
      error(json, attempt.error());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void error(JsonGenerator json, @Nullable JobError error) throws IOException {
    if (error != null) {
      json.writeObjectFieldStart("Error");
      text(json, "Message", error.message());
      text(json, "Type", error.type());
      text(json, "Stack", error.stack());
      json.writeEndObject();
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  private static void time(JsonGenerator json, String name, @Nullable Instant time)
      throws IOException {
    if (time != null) {
      json.writeStringField(name, Times.text(time));
    }
  }

  private static void raw(JsonGenerator json, String name, @Nullable JsonValue value)
      throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      json.writeRawValue(new RawJson(value));
    }
  }

  /** A duration as clients see it: a number of seconds, without a fraction if it has none. */
  static void seconds(JsonGenerator json, String name, Duration duration) throws IOException {
    if (duration.toMillis() % 1000 == 0) {
      json.writeNumberField(name, duration.toSeconds());
    } else {
      json.writeNumberField(name, (double) duration.toMillis() / 1000);
    }
  }
}
