package io.cqueue.http;

import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import io.cqueue.core.JobError;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Kept;
import io.cqueue.core.KeptJob;
import io.cqueue.core.Limits;
import io.cqueue.core.Names;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a job of an export: what clients see of it, and beside it what they do not. */
final class KeptJobJson {

  private final NewJobJson asked = new NewJobJson();
  private long id;
  private JobStatus status = JobStatus.QUEUED;
  private @Nullable String reason;
  private @Nullable Instant enqueuedAt;
  private @Nullable Instant expiresAt;
  private @Nullable Instant concludedAt;
  private int attempt;
  private List<Attempt> attempts = List.of();

  private @Nullable String consumer;
  private @Nullable Instant dequeuedAt;
  private @Nullable Instant leaseExpiresAt;
  private @Nullable JsonValue progress;
  private @Nullable JsonValue result;
  private @Nullable JobError error;

  private @Nullable Long batch;
  private @Nullable Long parent;
  private @Nullable Long parentBatch;

  private long runAt;
  private int spent;
  private long leaseMillis;
  private boolean holdsGroup;

  private KeptJobJson() {}

  /** Reads the line from its first field on. */
  static Kept read(JsonFields fields) {
    KeptJobJson job = new KeptJobJson();
    fields.object(
        inner -> {
          for (String name = inner.next(); name != null; name = inner.next()) {
            job.readShown(name, inner);
          }
          return job;
        });
    for (String name = fields.next(); name != null; name = fields.next()) {
      job.readBeside(name, fields);
    }
    return new Kept.OfJob(job.build());
  }

  private void readShown(String name, JsonFields fields) {
    switch (name) {
      case "ID" -> id = fields.integer();
      case "Status" -> status = one(name, JobStatus.values(), fields.text());
      case "Reason" -> reason = fields.text();
      case "EnqueuedAt" -> enqueuedAt = fields.time();
      case "RunAt" -> fields.time(); // NotBefore says it, too.
      case "ExpiresAt" -> expiresAt = fields.time();
      case "ConcludedAt" -> concludedAt = fields.time();
      case "Attempt" -> attempt = fields.smallInteger();
      case "Attempts" -> attempts = fields.objects(KeptJobJson::attempt);
      case "Consumer" -> consumer = consumer(fields);
      case "DequeuedAt" -> dequeuedAt = fields.time();
      case "LeaseExpiresAt" -> leaseExpiresAt = fields.time();
      case "Progress" -> progress = fields.raw();
      case "Result" -> result = fields.raw();
      case "Batch" -> batch = fields.integer();
      case "Parent" -> parent = fields.integer();
      case "ParentBatch" -> parentBatch = fields.integer();
      case "Error" -> error = SettlementJson.error(fields);
      default -> asked.readField(name, fields);
    }
  }

  private void readBeside(String name, JsonFields fields) {
    switch (name) {
      case "NotBefore" -> runAt = fields.time().toEpochMilli();
      case "Spent" -> spent = fields.smallInteger();
      case "AttemptLeaseMillis" -> leaseMillis = fields.integer();
      case "HoldsGroup" -> holdsGroup = fields.flag();
      case "PayloadText" -> asked.payload(fields.quoted());
      case "ProgressText" -> progress = fields.quoted();
      case "ResultText" -> result = fields.quoted();
      default -> throw fields.unknown();
    }
  }

  private static <T extends Enum<T>> T one(String field, T[] all, String name) {
    return Stream.of(all)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Refusal.invalid(field, "must be one that there is").asException());
  }

  private static String consumer(JsonFields fields) {
    String name = fields.text();
    Names.requirePrintable("Consumer", name, Limits.MAX_CONSUMER_LENGTH);
    return name;
  }

  private static Attempt attempt(JsonFields fields) {
    int number = 0;
    String consumer = null;
    Instant dequeuedAt = null;
    Instant endedAt = null;
    Attempt.Outcome outcome = null;
    JobError error = null;
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "Attempt" -> number = fields.smallInteger();
        case "Consumer" -> consumer = consumer(fields);
        case "DequeuedAt" -> dequeuedAt = fields.time();
        case "EndedAt" -> endedAt = fields.time();
        case "Outcome" -> outcome = one(name, Attempt.Outcome.values(), fields.text());
        case "Error" -> error = SettlementJson.error(fields);
        default -> throw fields.unknown();
      }
    }
    return new Attempt(number, consumer, given("DequeuedAt", dequeuedAt), endedAt, outcome, error);
  }

  private static <T> T given(String field, @Nullable T value) {
    if (value == null) {
      throw Refusal.invalid(field, "must be given").asException();
    }
    return value;
  }

  private NewJob wanted() {
    asked.made(batch, parent, parentBatch);
    try {
      return asked.build();
    } catch (RefusedException e) {
      throw e.refusal().within("Job.").asException();
    }
  }

  private KeptJob build() {
    NewJob wanted = wanted();
    boolean wasStarted = dequeuedAt != null && !attempts.isEmpty();
    Job.Run run =
        wasStarted
            ? new Job.Run(
                consumer, given("DequeuedAt", dequeuedAt), leaseExpiresAt, progress, result, error)
            : null;
    Job job =
        new Job(
            id,
            wanted.queue(),
            wanted.type(),
            status,
            wanted.priority(),
            wanted.payload(),
            wanted.options(),
            given("Job.EnqueuedAt", enqueuedAt),
            status == JobStatus.SCHEDULED ? Instant.ofEpochMilli(runAt) : null,
            expiresAt,
            attempt,
            run,
            concludedAt,
            reason);
    return new KeptJob(new JobHistory(job, attempts), runAt, spent, leaseMillis, holdsGroup, 0);
  }
}
