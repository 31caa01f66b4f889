package io.cqueue.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.cqueue.core.Callback;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Links;
import io.cqueue.core.NewJob;
import io.cqueue.core.Trace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the links of a job look in the tables: JSON, since callbacks can have callbacks. A payload is
 * a string with its text, so that it stays as it is; times and durations are in milliseconds.
 */
final class LinksText {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Not with the threads, which are the container's: see the other pool, in http.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          // A payload is one string here, however long the server let it be.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private LinksText() {}

  /** Null for none. */
  static @Nullable String of(Links links) {
    if (links.isNone()) {
      return null;
    }
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(json, links);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written", e);
    }
    return out.toString();
  }

  static Links links(@Nullable String text) {
    if (text == null) {
      return Links.NONE;
    }
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      return links(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + text, e);
    }
  }

  private static void write(JsonGenerator json, Links links) throws IOException {
    json.writeStartObject();
    write(json, "OnConclude", links.onConclude());
    write(json, "OnFail", links.onFail());
    number(json, "Batch", links.batch());
    number(json, "Parent", links.parent());
    number(json, "ParentBatch", links.parentBatch());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, @Nullable Callback callback)
      throws IOException {
    if (callback != null) {
      json.writeObjectFieldStart(name);
      if (callback instanceof Callback.Webhook webhook) {
        json.writeStringField("URL", webhook.url());
      } else {
        json.writeFieldName("Job");
        write(json, ((Callback.Enqueue) callback).job());
      }
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, NewJob job) throws IOException {
    JobOptions options = job.options();
    json.writeStartObject();
    json.writeStringField("Queue", job.queue());
    json.writeStringField("Type", job.type());
    json.writeNumberField("Priority", job.priority());
    text(json, "Payload", job.payload() == null ? null : job.payload().toString());
    moment(json, "Start", job.start());
    moment(json, "End", job.end());
    if (options.maxAttempts() != null) {
      json.writeNumberField("MaxAttempts", options.maxAttempts());
    }
    number(json, "Lease", Packed.millis(options.lease()));
    text(json, "UniqueKey", options.uniqueKey());
    text(json, "Group", options.group());
    if (!options.tags().isEmpty()) {
      json.writeObjectFieldStart("Tags");
      for (var tag : options.tags().entrySet()) {
        json.writeStringField(tag.getKey(), tag.getValue());
      }
      json.writeEndObject();
    }
    Trace trace = options.trace();
    text(json, "TraceParent", trace == null ? null : trace.parent());
    text(json, "TraceState", trace == null ? null : trace.state());
    if (!options.links().isNone()) {
      json.writeFieldName("Links");
      write(json, options.links());
    }
    json.writeEndObject();
  }

  private static void moment(JsonGenerator json, String name, NewJob.@Nullable Moment moment)
      throws IOException {
    if (moment != null) {
      number(json, name + "In", Packed.millis(moment.fromNow()));
      number(json, name + "At", Packed.millis(moment.at()));
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Long value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }

  // Each of these stands at the beginning of an object, and goes to its end.

  private static Links links(JsonParser json) throws IOException {
    Callback onConclude = null;
    Callback onFail = null;
    Long batch = null;
    Long parent = null;
    Long parentBatch = null;
    for (String name = next(json); name != null; name = next(json)) {
      switch (name) {
        case "OnConclude" -> onConclude = callback(json);
        case "OnFail" -> onFail = callback(json);
        case "Batch" -> batch = json.getLongValue();
        case "Parent" -> parent = json.getLongValue();
        case "ParentBatch" -> parentBatch = json.getLongValue();
        default -> throw unknown(name);
      }
    }
    return new Links(onConclude, onFail, batch, parent, parentBatch);
  }

  private static Callback callback(JsonParser json) throws IOException {
    Callback callback = null;
    for (String name = next(json); name != null; name = next(json)) {
      switch (name) {
        case "URL" -> callback = new Callback.Webhook(json.getText());
        case "Job" -> callback = new Callback.Enqueue(job(json));
        default -> throw unknown(name);
      }
    }
    if (callback == null) {
      throw unknown("a callback that does nothing");
    }
    return callback;
  }

  private static NewJob job(JsonParser json) throws IOException {
    String queue = NewJob.DEFAULT_QUEUE;
    String type = NewJob.DEFAULT_TYPE;
    int priority = NewJob.DEFAULT_PRIORITY;
    JsonValue payload = null;
    NewJob.Moment start = null;
    NewJob.Moment end = null;
    Integer maxAttempts = null;
    Duration lease = null;
    String uniqueKey = null;
    String group = null;
    Map<String, String> tags = Map.of();
    String traceParent = null;
    String traceState = null;
    Links links = Links.NONE;
    for (String name = next(json); name != null; name = next(json)) {
      switch (name) {
        case "Queue" -> queue = json.getText();
        case "Type" -> type = json.getText();
        case "Priority" -> priority = json.getIntValue();
        case "Payload" -> payload = JsonValue.of(json.getText());
        case "StartIn" -> start = NewJob.Moment.in(Duration.ofMillis(json.getLongValue()));
        case "StartAt" -> start = NewJob.Moment.at(Instant.ofEpochMilli(json.getLongValue()));
        case "EndIn" -> end = NewJob.Moment.in(Duration.ofMillis(json.getLongValue()));
        case "EndAt" -> end = NewJob.Moment.at(Instant.ofEpochMilli(json.getLongValue()));
        case "MaxAttempts" -> maxAttempts = json.getIntValue();
        case "Lease" -> lease = Duration.ofMillis(json.getLongValue());
        case "UniqueKey" -> uniqueKey = json.getText();
        case "Group" -> group = json.getText();
        case "Tags" -> tags = tags(json);
        case "TraceParent" -> traceParent = json.getText();
        case "TraceState" -> traceState = json.getText();
        case "Links" -> links = links(json);
        default -> throw unknown(name);
      }
    }
    Trace trace = traceParent == null ? null : new Trace(traceParent, traceState);
    JobOptions options =
        new JobOptions(maxAttempts, lease, uniqueKey, tags, group, List.of(), trace, links);
    return new NewJob(queue, type, priority, payload, start, end, options);
  }

  private static Map<String, String> tags(JsonParser json) throws IOException {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String name = next(json); name != null; name = next(json)) {
      tags.put(name, json.getText());
    }
    return tags;
  }

  /** The name of the next field, at whose value the parser then stands; null after the last. */
  private static @Nullable String next(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.FIELD_NAME) {
      return null;
    }
    String name = json.currentName();
    json.nextToken();
    return name;
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("is not known here: " + name);
  }
}
