package io.cqueue.postgres;

import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import io.cqueue.core.JobError;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.KeptJob;
import io.cqueue.core.NewJob;
import io.cqueue.jdbc.Codes;
import io.cqueue.jdbc.Columns;
import io.cqueue.jdbc.Packed;
import io.cqueue.jdbc.Parameters;
import io.cqueue.jdbc.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code job}, as one transaction sees and changes it. Only {@link Life} changes
 * the status. Times are in milliseconds since 1970. Not thread-safe.
 */
final class JobRow {

  final long id;
  final String type;
  final @Nullable JsonValue payload;
  final JobOptions options;
  final long enqueuedAt;

  String queue;
  int priority;
  @Nullable Long runAt;
  @Nullable Long expiresAt;

  JobStatus status;
  boolean ready;
  boolean holds;
  @Nullable Long dueAt;
  int missing;
  boolean awaited;
  @Nullable Long finishedAt;
  @Nullable String reason;

  int attempt;
  int spent;
  @Nullable String consumer;
  @Nullable Long dequeuedAt;
  long attemptLease;
  @Nullable Long endedAt;
  Attempt.@Nullable Outcome outcome;
  @Nullable JobError error;
  @Nullable JsonValue progress;
  @Nullable JsonValue result;

  /** A new job, which waits. */
  JobRow(long id, NewJob job, long now) {
    this.id = id;
    this.type = job.type();
    this.payload = job.payload();
    this.options = job.options();
    this.enqueuedAt = now;
    this.queue = job.queue();
    this.priority = job.priority();
    this.runAt = job.start() == null ? null : (Long) job.start().resolve(now);
    this.expiresAt = job.end() == null ? null : (Long) job.end().resolve(now);
    this.status = JobStatus.QUEUED;
  }

  /** A job that is there already. */
  JobRow(Row row) {
    id = row.number("id");
    type = row.text("type");
    payload = Packed.json(row.bytes("payload"));
    options = Packed.options(row, row.texts("tags"), row.ids("after"));
    enqueuedAt = row.number("enqueued_at");
    queue = row.text("queue");
    priority = row.integer("priority");
    runAt = row.maybeNumber("run_at");
    expiresAt = row.maybeNumber("expires_at");
    status = Codes.status(row.integer("status"));
    ready = row.flag("ready");
    holds = row.flag("holds");
    dueAt = row.maybeNumber("due_at");
    missing = row.integer("missing");
    awaited = row.flag("awaited");
    finishedAt = row.maybeNumber("finished_at");
    reason = row.maybeText("reason");
    attempt = row.integer("attempt");
    spent = row.integer("spent");
    consumer = row.maybeText("consumer");
    dequeuedAt = row.maybeNumber("dequeued_at");
    attemptLease = dequeuedAt == null ? 0 : row.number("attempt_lease");
    endedAt = row.maybeNumber("ended_at");
    outcome = Codes.outcome(row.maybeInt("outcome"));
    error = Columns.errorWithStack(row);
    progress = Packed.json(row.bytes("progress"));
    result = Packed.json(row.bytes("result"));
  }

  /** A job as another store had it. What follows from its status and from other jobs is to come. */
  JobRow(KeptJob kept) {
    Job job = kept.history().job();
    this.id = job.id();
    this.type = job.type();
    this.payload = job.payload();
    this.options = job.options();
    this.enqueuedAt = job.enqueuedAt().toEpochMilli();
    this.queue = job.queue();
    this.priority = job.priority();
    this.runAt = kept.runAt() == 0 ? null : (Long) kept.runAt();
    this.expiresAt = Packed.millis(job.expiresAt());
    this.status = job.status();
    this.holds = kept.holdsGroup();
    this.finishedAt = Packed.millis(job.concludedAt());
    this.reason = job.reason();
    this.attempt = job.attempt();
    this.spent = kept.spent();
    Job.Run run = job.run();
    List<Attempt> attempts = kept.history().attempts();
    if (run != null && !attempts.isEmpty()) {
      Attempt last = attempts.get(attempts.size() - 1);
      this.consumer = run.consumer();
      this.dequeuedAt = Packed.millis(run.dequeuedAt());
      this.dueAt = Packed.millis(run.leaseExpiresAt());
      this.attemptLease = kept.leaseMillis();
      this.endedAt = Packed.millis(last.endedAt());
      this.outcome = last.outcome();
      this.error = run.error();
      this.progress = run.progress();
      this.result = run.result();
    }
  }

  /** Sets the parameters of {@code insert_job}. */
  void insert(Parameters to) {
    Packed.options(to, options);
    to.set("id", id)
        .set("type", type)
        .set("payload", Packed.bytes(payload))
        .set("enqueued_at", enqueuedAt);
    place(to);
  }

  /** Sets the parameters of {@code restore_job}. */
  void restore(Parameters to) {
    insert(to);
    work(to);
    to.set("attempt", attempt)
        .set("dequeued_at", dequeuedAt)
        .set("attempt_lease", dequeuedAt == null ? null : (Long) attemptLease);
  }

  /** Sets the parameters of {@code update_job}. */
  void update(Parameters to) {
    to.set("id", id);
    work(to);
    place(to);
  }

  private void work(Parameters to) {
    Columns.errorWithStack(to, error)
        .set("holds", holds)
        .set("spent", spent)
        .set("consumer", consumer)
        .set("ended_at", endedAt)
        .set("outcome", Codes.code(outcome))
        .set("progress", Packed.bytes(progress))
        .set("result", Packed.bytes(result));
  }

  private void place(Parameters to) {
    to.set("queue", queue)
        .set("priority", priority)
        .set("run_at", runAt)
        .set("expires_at", expiresAt)
        .set("status", Codes.of(status))
        .set("ready", ready)
        .set("due_at", dueAt)
        .set("missing", missing)
        .set("finished_at", finishedAt)
        .set("is_done", isDone())
        .set("reason", reason);
  }

  /** Whether it is kept only for a while. One that failed stays until someone sees to it. */
  boolean isDone() {
    return status == JobStatus.CONCLUDED || status == JobStatus.CANCELLED;
  }

  Job snapshot() {
    return new Job(
        id,
        queue,
        type,
        status,
        priority,
        payload,
        options,
        Instant.ofEpochMilli(enqueuedAt),
        status == JobStatus.SCHEDULED ? Packed.instant(runAt) : null,
        Packed.instant(expiresAt),
        attempt,
        run(),
        Packed.instant(finishedAt),
        reason);
  }

  private Job.@Nullable Run run() {
    return dequeuedAt == null
        ? null
        : new Job.Run(
            consumer,
            Instant.ofEpochMilli(dequeuedAt),
            status == JobStatus.IN_PROGRESS ? Packed.instant(dueAt) : null,
            progress,
            result,
            error);
  }

  /** The present attempt or the last one; null if there has been none. */
  @Nullable Attempt lastAttempt() {
    if (dequeuedAt == null) {
      return null;
    }
    boolean failed = outcome == Attempt.Outcome.FAILED || outcome == Attempt.Outcome.LEASE_EXPIRED;
    return new Attempt(
        attempt,
        consumer,
        Instant.ofEpochMilli(dequeuedAt),
        Packed.instant(endedAt),
        outcome,
        failed ? error : null);
  }
}
