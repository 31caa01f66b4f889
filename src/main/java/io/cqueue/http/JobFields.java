package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.JobError;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Links;
import io.cqueue.core.Trace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes the kinds of fields that answers about jobs have, and leaves out those without a value.
 */
final class JobFields {

  private JobFields() {}

  static void options(JsonGenerator json, JobOptions options) throws IOException {
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
    Trace trace = options.trace();
    if (trace != null) {
      json.writeStringField("TraceParent", trace.parent());
      text(json, "TraceState", trace.state());
    }
    Links links = options.links();
    CallbackJson.write(json, "OnConclude", links.onConclude());
    CallbackJson.write(json, "OnFail", links.onFail());
    number(json, "Batch", links.batch());
    number(json, "Parent", links.parent());
    number(json, "ParentBatch", links.parentBatch());
  }

  static void error(JsonGenerator json, @Nullable JobError error) throws IOException {
    if (error != null) {
      json.writeObjectFieldStart("Error");
      text(json, "Message", error.message());
      text(json, "Type", error.type());
      text(json, "Stack", error.stack());
      json.writeEndObject();
    }
  }

  static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Long value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }

  static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
    if (time != null) {
      json.writeStringField(name, Times.text(time));
    }
  }

  static void raw(JsonGenerator json, String name, @Nullable JsonValue value) throws IOException {
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
