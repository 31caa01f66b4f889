package io.cqueue.postgres;

import io.cqueue.core.Enqueued;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Kept;
import io.cqueue.core.KeptJob;
import io.cqueue.core.QueueSettings;
import io.cqueue.jdbc.Columns;
import io.cqueue.jdbc.Query;
import io.cqueue.jdbc.Row;
import io.cqueue.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads all that is kept, as it is at one moment, in a transaction that sees nothing later and
 * locks nothing. Not thread-safe.
 */
final class Snapshot {

  /** How many rows are in memory at a time. */
  private static final int ROWS = 500;

  /** Whoever reads may be slow; if it stalls, the container of servlets ends it. */
  private static final String ONE_MOMENT =
      "set transaction isolation level repeatable read, read only;"
          + " set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0";

  private final Connection connection;

  Snapshot(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute(ONE_MOMENT);
    }
  }

  private Query query(String name) {
    return new Query(connection, Sql.beside(PostgresJobQueue.class, name));
  }

  void sayTo(Consumer<Kept> into) {
    query("export_last_id").each(row -> into.accept(new Kept.Ids(row.number("last_id"))));
    query("settings").each(row -> settings(row, into));
    query("export_jobs").rows(ROWS).each(row -> into.accept(new Kept.OfJob(job(row))));
    query("export_batches").each(row -> into.accept(new Kept.OfBatch(Columns.batch(row))));
    query("schedules")
        .set("name", (String) null)
        .each(row -> into.accept(new Kept.OfSchedule(Schedules.state(row))));
    query("export_enqueue_answers").rows(ROWS).each(row -> into.accept(enqueuing(row)));
    query("export_dequeue_answers").rows(ROWS).each(row -> into.accept(dequeuing(row)));
  }

  private static void settings(Row row, Consumer<Kept> into) {
    QueueSettings settings = Columns.settings(row);
    if (!settings.equals(QueueSettings.DEFAULT)) {
      into.accept(new Kept.Settings(row.text("name"), settings));
    }
  }

  private KeptJob job(Row row) {
    JobRow job = new JobRow(row);
    Long done = row.maybeNumber("done");
    return new KeptJob(
        Listing.history(job, this::query),
        job.runAt == null ? 0 : job.runAt,
        job.spent,
        job.attemptLease,
        job.holds,
        done == null ? 0 : done);
  }

  private static Kept enqueuing(Row row) {
    List<Long> ids = row.ids("ids");
    List<Boolean> added = row.flags("added");
    List<Enqueued> jobs = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      jobs.add(new Enqueued(ids.get(i), added.get(i)));
    }
    IdempotencyKey key = new IdempotencyKey(row.text("key"), row.text("fingerprint"));
    return new Kept.Enqueuing(key, jobs, Instant.ofEpochMilli(row.number("until")));
  }

  private static Kept dequeuing(Row row) {
    List<Long> ids = row.ids("ids");
    List<Integer> attempts = row.numbers("attempts");
    List<Kept.Held> jobs = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      jobs.add(new Kept.Held(ids.get(i), attempts.get(i)));
    }
    return new Kept.Dequeuing(row.text("key"), jobs, Instant.ofEpochMilli(row.number("until")));
  }
}
