package io.cqueue.http;

import io.cqueue.core.Callback;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Limits;
import io.cqueue.core.Links;
import io.cqueue.core.NewJob;
import io.cqueue.core.NewJob.Moment;
import io.cqueue.core.Refusal;
import io.cqueue.core.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the job that a producer sends. */
final class NewJobJson {

  private String queue = NewJob.DEFAULT_QUEUE;
  private String type = NewJob.DEFAULT_TYPE;
  private int priority = NewJob.DEFAULT_PRIORITY;
  private @Nullable JsonValue payload;
  private @Nullable Moment start;
  private @Nullable Moment end;

  private @Nullable Integer maxAttempts;
  private @Nullable Duration lease;
  private @Nullable String uniqueKey;
  private Map<String, String> tags = Map.of();
  private @Nullable String group;
  private List<Long> after = List.of();
  private @Nullable String traceParent;
  private @Nullable String traceState;
  private @Nullable Callback onConclude;
  private @Nullable Callback onFail;
  private Links made = Links.NONE;
  private boolean hasOptions;

  NewJobJson() {}

  static NewJob read(JsonFields fields) {
    NewJobJson job = new NewJobJson();
    for (String name = fields.next(); name != null; name = fields.next()) {
      job.readField(name, fields);
    }
    return job.build();
  }

  /** Reads one field, which must be one of a job that a producer sends. */
  void readField(String name, JsonFields fields) {
    if (!readUsual(name, fields)) {
      readOption(name, fields);
      hasOptions = true;
    }
  }

  void payload(JsonValue value) {
    payload = value;
  }

  /** Which batch it is of, and what added it, which producers cannot say. */
  void made(@Nullable Long batch, @Nullable Long parent, @Nullable Long parentBatch) {
    made = new Links(null, null, batch, parent, parentBatch);
    hasOptions |= !made.isNone();
  }

  private boolean readUsual(String name, JsonFields fields) {
    switch (name) {
      case "Queue" -> queue = fields.text();
      case "Type" -> type = fields.text();
      case "Priority" -> priority = fields.smallInteger();
      case "Payload" -> payload = fields.raw();
      case "Delay" -> start = onlyOne("RunAt", start, Moment.in(fields.seconds()));
      case "RunAt" -> start = onlyOne("Delay", start, Moment.at(fields.time()));
      case "TTL" -> end = onlyOne("ExpiresAt", end, Moment.in(fields.seconds()));
      case "ExpiresAt" -> end = onlyOne("TTL", end, Moment.at(fields.time()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readOption(String name, JsonFields fields) {
    switch (name) {
      case "MaxAttempts" -> maxAttempts = fields.smallInteger();
      case "Lease" -> lease = fields.seconds();
      case "UniqueKey" -> uniqueKey = fields.text();
      case "Tags" -> tags = fields.texts(Limits.MAX_TAGS);
      case "Group" -> group = fields.text();
      case "TraceParent" -> traceParent = fields.text();
      case "TraceState" -> traceState = fields.text();
      case "OnConclude" -> onConclude = fields.object(CallbackJson::read);
      case "OnFail" -> onFail = fields.object(CallbackJson::read);
      case "After" -> after = fields.integers(Limits.MAX_AFTER);
      default -> throw fields.unknown();
    }
  }

  static Moment onlyOne(String other, @Nullable Moment before, Moment moment) {
    if (before != null) {
      throw Refusal.invalid(other, "cannot be said in two ways at once").asException();
    }
    return moment;
  }

  private @Nullable Trace trace() {
    if (traceParent == null && traceState != null) {
      throw Refusal.invalid("TraceState", "says nothing without TraceParent").asException();
    }
    return traceParent == null ? null : new Trace(traceParent, traceState);
  }

  private Links links() {
    Links links = made.with(onConclude, onFail);
    return links.isNone() ? Links.NONE : links;
  }

  NewJob build() {
    JobOptions options =
        hasOptions
            ? new JobOptions(maxAttempts, lease, uniqueKey, tags, group, after, trace(), links())
            : JobOptions.NONE;
    return new NewJob(queue, type, priority, payload, start, end, options);
  }
}
