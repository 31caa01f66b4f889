package io.cqueue.http;

import io.cqueue.core.Batch;
import io.cqueue.core.Callback;
import io.cqueue.core.Limits;
import io.cqueue.core.Names;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the batch that a producer sends, or that {@link BatchAnswer} wrote. */
final class BatchJson {

  private @Nullable String name;
  private @Nullable Callback onConclude;
  private @Nullable Callback onFail;

  private BatchJson() {}

  static NewBatch read(JsonFields fields) {
    BatchJson batch = new BatchJson();
    List<NewJob> jobs = List.of();
    for (String field = fields.next(); field != null; field = fields.next()) {
      if (field.equals("Jobs")) {
        jobs = fields.objects(NewJobJson::read);
      } else {
        batch.readField(field, fields);
      }
    }
    return new NewBatch(batch.name, jobs, batch.onConclude, batch.onFail);
  }

  private void readField(String field, JsonFields fields) {
    switch (field) {
      case "Name" -> name = fields.text();
      case "OnConclude" -> onConclude = fields.object(CallbackJson::read);
      case "OnFail" -> onFail = fields.object(CallbackJson::read);
      default -> throw fields.unknown();
    }
  }

  /** A batch, and how far it has come. */
  static Batch readState(JsonFields fields) {
    BatchJson batch = new BatchJson();
    List<String> queues = new ArrayList<>();
    long id = 0;
    long total = 0;
    long concluded = 0;
    long failed = 0;
    long cancelled = 0;
    Instant enqueuedAt = null;
    Instant endedAt = null;
    for (String field = fields.next(); field != null; field = fields.next()) {
      switch (field) {
        case "ID" -> id = fields.integer();
        case "Queues" -> queues.addAll(fields.strings(Limits.MAX_NAMES));
        case "Status" -> fields.text(); // EndedAt says it, too.
        case "Total" -> total = fields.integer();
        case "Pending" -> fields.integer(); // The rest of the total.
        case "Concluded" -> concluded = fields.integer();
        case "Failed" -> failed = fields.integer();
        case "Cancelled" -> cancelled = fields.integer();
        case "EnqueuedAt" -> enqueuedAt = fields.time();
        case "EndedAt" -> endedAt = fields.time();
        default -> batch.readField(field, fields);
      }
    }
    if (enqueuedAt == null) {
      throw Refusal.invalid("EnqueuedAt", "must be given").asException();
    }
    queues.forEach(queue -> Names.requireQueue("Queues", queue));
    return new Batch(
        id,
        batch.name,
        List.copyOf(queues),
        batch.onConclude,
        batch.onFail,
        total,
        concluded,
        failed,
        cancelled,
        enqueuedAt,
        endedAt);
  }
}
