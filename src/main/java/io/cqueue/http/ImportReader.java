package io.cqueue.http;

import io.cqueue.core.Enqueued;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Kept;
import io.cqueue.core.NewJob;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ExportWriter} wrote, a line at a time, and refuses whatever does not fit
 * together. Used by one thread.
 */
final class ImportReader implements Iterator<Kept> {

  private final Upload upload;
  private final ImportCheck check = new ImportCheck();
  private long lines;
  private @Nullable Kept next;
  private boolean ended;

  ImportReader(Upload upload) {
    this.upload = upload;
  }

  /** How many jobs there were. */
  long jobs() {
    return check.jobs();
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      next = nextLine();
    }
    return next != null;
  }

  @Override
  public Kept next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Kept given = Objects.requireNonNull(next);
    next = null;
    return given;
  }

  /** Null if that was the last line. */
  private @Nullable Kept nextLine() {
    Body line = upload.line();
    if (line == null) {
      throw Malformed.request("The export is cut off: its last line is missing.");
    }
    try {
      Optional<Kept> kept = JsonInput.object(line, this::read);
      kept.ifPresentOrElse(check::accept, this::end);
      lines++;
      return kept.orElse(null);
    } catch (RefusedException e) {
      throw e.refusal().within("[" + lines + "].").asException();
    }
  }

  private void end() {
    ended = true;
    if (upload.line() != null) {
      throw Malformed.request("There is something after the end of the export.");
    }
  }

  /** Nothing for the last line. */
  private Optional<Kept> read(JsonFields fields) {
    String name = fields.next();
    if (name == null) {
      throw Malformed.request("A line says nothing.");
    }
    if (lines == 0 && !name.equals("Export")) {
      throw Malformed.request("This is no export: its first line is not that of one.");
    }
    Kept kept = null;
    switch (name) {
      case "Export" -> kept = ids(fields);
      case "Queue" -> kept = settings(fields);
      case "Job" -> kept = KeptJobJson.read(fields);
      case "Batch" -> kept = new Kept.OfBatch(fields.object(BatchJson::readState));
      case "Schedule" -> kept = schedule(fields);
      case "EnqueueKey" -> kept = enqueuing(fields);
      case "DequeueKey" -> kept = dequeuing(fields);
      case "End" ->
          require(fields.integer() == lines, "End", "must be the number of lines before it");
      default -> throw fields.unknown();
    }
    fields.requireNone();
    return Optional.ofNullable(kept);
  }

  private static void require(boolean right, String field, String must) {
    if (!right) {
      throw Refusal.invalid(field, must).asException();
    }
  }

  private Kept ids(JsonFields fields) {
    require(lines == 0, "Export", "must be in the first line alone");
    require(
        fields.integer() == ExportWriter.VERSION,
        "Export",
        "is of a newer version than this server knows");
    return new Kept.Ids(next(fields, "LastID").integer());
  }

  /** The next field, which must have this name. */
  private static JsonFields next(JsonFields fields, String name) {
    require(name.equals(fields.next()), name, "must be the next field");
    return fields;
  }

  private static Kept settings(JsonFields fields) {
    String queue = QueuesResource.checked(fields.text());
    QueueSettings settings = next(fields, "Settings").object(QueuesResource::readSettings);
    settings = settings.inPlaceOf(QueueSettings.DEFAULT);
    return new Kept.Settings(queue, settings);
  }

  private static Kept schedule(JsonFields fields) {
    ScheduleState state = fields.object(ScheduleJson::readState);
    String name = fields.next();
    if (name == null) {
      return new Kept.OfSchedule(state);
    }
    require(name.equals("PayloadText"), name, "is not a field of this line");
    Schedule it = state.schedule();
    NewJob job = it.job();
    NewJob whole = job.with(fields.quoted(), job.options());
    Schedule schedule = new Schedule(it.name(), it.cron(), it.timeZone(), whole, it.overlap());
    return new Kept.OfSchedule(
        new ScheduleState(
            schedule, state.next(), state.lastAt(), state.lastJob(), state.skipped()));
  }

  private static Kept enqueuing(JsonFields fields) {
    String key = fields.text();
    String fingerprint = next(fields, "Fingerprint").text();
    List<Enqueued> jobs = next(fields, "Jobs").objects(ImportReader::enqueued);
    Instant until = next(fields, "Until").time();
    return new Kept.Enqueuing(new IdempotencyKey(key, fingerprint), jobs, until);
  }

  private static Enqueued enqueued(JsonFields fields) {
    long id = next(fields, "ID").integer();
    boolean added = next(fields, "Added").flag();
    fields.requireNone();
    return new Enqueued(id, added);
  }

  private static Kept dequeuing(JsonFields fields) {
    String key = fields.text();
    List<Kept.Held> jobs = next(fields, "Jobs").objects(ImportReader::held);
    Instant until = next(fields, "Until").time();
    return new Kept.Dequeuing(key, jobs, until);
  }

  private static Kept.Held held(JsonFields fields) {
    long id = next(fields, "ID").integer();
    int attempt = next(fields, "Attempt").smallInteger();
    fields.requireNone();
    return new Kept.Held(id, attempt);
  }
}
