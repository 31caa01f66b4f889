package io.cqueue.sqlite;

import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import io.cqueue.core.JobError;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.KeptJob;
import io.cqueue.jdbc.Codes;
import io.cqueue.jdbc.Columns;
import io.cqueue.jdbc.Packed;
import io.cqueue.jdbc.Query;
import io.cqueue.jdbc.Row;
import io.cqueue.jdbc.Sql;
import io.cqueue.memory.Change;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads the tables: all that they have as changes that lead there. Not thread-safe. */
final class ChangeReader {

  private final Connection connection;

  /** Attempts before the last one, by job: few have any. */
  private final Map<Long, List<Attempt>> earlier = new HashMap<>();

  private final SameText queues = new SameText();
  private final SameText types = new SameText();

  ChangeReader(Connection connection) {
    this.connection = connection;
  }

  private Query query(String name) {
    return new Query(connection, Sql.beside(SqliteLog.class, name));
  }

  void read(Consumer<Change> into) {
    query("mend_counter").again();
    query("queues")
        .each(
            row ->
                into.accept(
                    new Change.Configured(
                        row.text("name"), Columns.settings(row), row.real("evenly"))));
    query("attempts")
        .each(
            row ->
                earlier
                    .computeIfAbsent(row.number("job"), any -> new ArrayList<>(1))
                    .add(Columns.attempt(row)));
    query("jobs").each(row -> into.accept(new Change.Added(job(row))));
    query("batches").each(row -> into.accept(new Change.Batched(Columns.batch(row))));
    query("schedules")
        .each(row -> into.accept(new Change.Scheduled(Columns.schedule(row, options(row)))));
    query("enqueue_answers")
        .each(
            row ->
                into.accept(
                    new Change.Answered(
                        row.text("key"),
                        row.text("fingerprint"),
                        Pairs.enqueued(row.text("jobs")),
                        row.number("until"))));
    query("dequeue_answers")
        .each(
            row ->
                into.accept(
                    new Change.HandedOut(
                        row.text("key"), Pairs.held(row.text("jobs")), row.number("until"))));
    query("counter")
        .each(
            row ->
                into.accept(new Change.Counted(row.number("last_id"), row.number("last_event"))));
  }

  private static JobOptions options(Row row) {
    return Packed.options(row, Packed.tagList(row.text("tags")), Packed.idList(row.text("after")));
  }

  private KeptJob job(Row row) {
    if (row.flag("plain")) {
      return plainJob(row);
    }
    return row.flag("has_state") ? changedJob(row) : newJob(row);
  }

  /** There may be millions of these, and every column takes its time. */
  private KeptJob plainJob(Row row) {
    Job job =
        new Job(
            row.number("id"),
            queues.of(row.bytes("queue")),
            types.of(row.bytes("type")),
            JobStatus.QUEUED,
            row.integer("priority"),
            Packed.json(row.bytes("payload")),
            JobOptions.NONE,
            Instant.ofEpochMilli(row.number("enqueued_at")),
            null,
            null,
            0,
            null,
            null,
            null);
    return new KeptJob(new JobHistory(job, List.of()), 0, 0, 0, false, 0);
  }

  private static KeptJob newJob(Row row) {
    Job job =
        new Job(
            row.number("id"),
            row.text("queue"),
            row.text("type"),
            Codes.status(row.integer("status")),
            row.integer("priority"),
            Packed.json(row.bytes("payload")),
            options(row),
            Instant.ofEpochMilli(row.number("enqueued_at")),
            null,
            Packed.instant(row.maybeNumber("expires_at")),
            0,
            null,
            Packed.instant(row.maybeNumber("finished_at")),
            row.maybeText("reason"));
    return new KeptJob(
        new JobHistory(job, List.of()),
        row.number("run_at"),
        0,
        0,
        false,
        row.number("finished_as"));
  }

  private KeptJob changedJob(Row row) {
    long id = row.number("id");
    List<Attempt> attempts = new ArrayList<>(earlier.getOrDefault(id, List.of()));
    Long dequeuedAt = row.maybeNumber("dequeued_at");
    Job.Run run = dequeuedAt == null ? null : run(row, dequeuedAt);
    if (run != null) {
      attempts.add(lastAttempt(row, run));
    }
    JsonValue payload = Packed.json(row.bytes("payload"));
    JobStatus status = Codes.status(row.integer("status_now"));
    Job job =
        new Job(
            id,
            row.text("queue_now"),
            row.text("type"),
            status,
            row.integer("priority_now"),
            payload,
            options(row),
            Instant.ofEpochMilli(row.number("enqueued_at")),
            null,
            Packed.instant(row.maybeNumber("expires_at_now")),
            row.integer("attempt"),
            run,
            Packed.instant(row.maybeNumber("finished_at_now")),
            row.maybeText("reason_now"));
    return new KeptJob(
        new JobHistory(job, attempts),
        row.number("run_at_now"),
        row.integer("spent"),
        row.number("attempt_lease"),
        row.flag("holds_group"),
        row.number("finished_as_now"));
  }

  private static Job.Run run(Row row, long dequeuedAt) {
    return new Job.Run(
        row.maybeText("consumer"),
        Instant.ofEpochMilli(dequeuedAt),
        Packed.instant(row.maybeNumber("lease_until")),
        Packed.json(row.bytes("progress")),
        Packed.json(row.bytes("result")),
        Columns.errorWithStack(row));
  }

  private static Attempt lastAttempt(Row row, Job.Run run) {
    Attempt.Outcome outcome = Codes.outcome(row.maybeInt("outcome"));
    boolean failed = outcome == Attempt.Outcome.FAILED || outcome == Attempt.Outcome.LEASE_EXPIRED;
    JobError error = failed ? run.error() : null;
    return new Attempt(
        row.integer("attempt"),
        run.consumer(),
        run.dequeuedAt(),
        Packed.instant(row.maybeNumber("ended_at")),
        outcome,
        error);
  }
}
