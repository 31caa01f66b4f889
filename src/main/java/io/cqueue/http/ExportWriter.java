package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Batch;
import io.cqueue.core.Enqueued;
import io.cqueue.core.Job;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Kept;
import io.cqueue.core.KeptJob;
import io.cqueue.core.NewJob;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a store keeps as lines of JSON. Values of clients are written as they came. One that
 * has line breaks in it would break the line, so it is written apart, as a string that has its
 * text; in callbacks, where that would be a string of a string, a blank stands for a line break.
 * The last line says how many there are before it, so that an export that was cut off is noticed.
 * Used by one thread.
 */
final class ExportWriter implements Consumer<Kept> {

  /** Which form it is. */
  static final int VERSION = 1;

  private final OutputStream out;
  private long lines;

  ExportWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void accept(Kept kept) {
    try {
      write(json -> object(json, () -> fields(json, kept)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** There is no more. */
  void end() throws IOException {
    long count = lines;
    write(json -> object(json, () -> json.writeNumberField("End", count)));
    out.flush();
  }

  private void write(JsonAnswer line) throws IOException {
    out.write(Json.bytes(line));
    out.write('\n');
    lines++;
  }

  /** Writes something. */
  private interface Part {
    void write() throws IOException;
  }

  private static void object(JsonGenerator json, Part fields) throws IOException {
    json.writeStartObject();
    fields.write();
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Kept kept) throws IOException {
    if (kept instanceof Kept.Ids ids) {
      json.writeNumberField("Export", VERSION);
      json.writeNumberField("LastID", ids.last());
    } else if (kept instanceof Kept.Settings settings) {
      json.writeStringField("Queue", settings.queue());
      json.writeObjectFieldStart("Settings");
      QueueAnswer.settings(json, settings.settings());
      if (settings.settings().push() != null) {
        PushJson.writeWhole(json, settings.settings().push());
      }
      json.writeEndObject();
    } else if (kept instanceof Kept.OfJob job) {
      job(json, job.job());
    } else if (kept instanceof Kept.OfBatch batch) {
      batch(json, batch.batch());
    } else if (kept instanceof Kept.OfSchedule schedule) {
      schedule(json, schedule.state());
    } else if (kept instanceof Kept.Enqueuing answer) {
      enqueuing(json, answer);
    } else if (kept instanceof Kept.Dequeuing answer) {
      dequeuing(json, answer);
    }
  }

  private static void job(JsonGenerator json, KeptJob kept) throws IOException {
    Job job = kept.history().job();
    json.writeFieldName("Job");
    new JobAnswer(inLine(job), kept.history().attempts()).writeTo(json);
    apart(json, "Payload", job.payload());
    if (kept.runAt() != 0) {
      JobFields.time(json, "NotBefore", Instant.ofEpochMilli(kept.runAt()));
    }
    if (job.run() != null) {
      json.writeNumberField("Spent", kept.spent());
      json.writeNumberField("AttemptLeaseMillis", kept.leaseMillis());
      apart(json, "Progress", job.run().progress());
      apart(json, "Result", job.run().result());
    }
    if (kept.holdsGroup()) {
      json.writeBooleanField("HoldsGroup", true);
    }
  }

  private static void batch(JsonGenerator json, Batch batch) throws IOException {
    json.writeFieldName("Batch");
    new BatchAnswer(InLine.batch(batch)).writeTo(json);
  }

  private static void schedule(JsonGenerator json, ScheduleState state) throws IOException {
    Schedule it = state.schedule();
    NewJob job = it.job();
    NewJob shown = job.with(inLine(job.payload()), InLine.options(job.options()));
    Schedule schedule = new Schedule(it.name(), it.cron(), it.timeZone(), shown, it.overlap());
    json.writeFieldName("Schedule");
    new ScheduleAnswer(
            new ScheduleState(
                schedule, state.next(), state.lastAt(), state.lastJob(), state.skipped()),
            List.of())
        .writeTo(json);
    apart(json, "Payload", job.payload());
  }

  private static void enqueuing(JsonGenerator json, Kept.Enqueuing answer) throws IOException {
    json.writeStringField("EnqueueKey", answer.key().key());
    json.writeStringField("Fingerprint", answer.key().fingerprint());
    json.writeArrayFieldStart("Jobs");
    for (Enqueued job : answer.jobs()) {
      json.writeStartObject();
      json.writeNumberField("ID", job.id());
      json.writeBooleanField("Added", job.added());
      json.writeEndObject();
    }
    json.writeEndArray();
    JobFields.time(json, "Until", answer.until());
  }

  private static void dequeuing(JsonGenerator json, Kept.Dequeuing answer) throws IOException {
    json.writeStringField("DequeueKey", answer.key());
    json.writeArrayFieldStart("Jobs");
    for (Kept.Held job : answer.jobs()) {
      json.writeStartObject();
      json.writeNumberField("ID", job.id());
      json.writeNumberField("Attempt", job.attempt());
      json.writeEndObject();
    }
    json.writeEndArray();
    JobFields.time(json, "Until", answer.until());
  }

  // Values of clients.

  private static boolean hasLineBreak(JsonValue value) {
    return InLine.hasLineBreak(value);
  }

  private static @Nullable JsonValue inLine(@Nullable JsonValue value) {
    return value == null || hasLineBreak(value) ? null : value;
  }

  private static void apart(JsonGenerator json, String name, @Nullable JsonValue value)
      throws IOException {
    if (value != null && hasLineBreak(value)) {
      json.writeStringField(name + "Text", value.toString());
    }
  }

  private static Job inLine(Job job) {
    Job.Run run = job.run();
    return job.with(
        inLine(job.payload()),
        InLine.options(job.options()),
        run == null
            ? null
            : new Job.Run(
                run.consumer(),
                run.dequeuedAt(),
                run.leaseExpiresAt(),
                inLine(run.progress()),
                inLine(run.result()),
                run.error()));
  }
}
