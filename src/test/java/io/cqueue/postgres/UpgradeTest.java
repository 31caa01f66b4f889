package io.cqueue.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Settlement;
import io.cqueue.cron.CronCalendar;
import io.cqueue.jdbc.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Servers are upgraded one by one: the first newer one changes the tables while older ones work.
 */
@Timeout(300)
final class UpgradeTest {

  private static final int CALLERS = 4;

  private final String schema = TestDatabase.newSchema();
  private final Pool pool = TestDatabase.poolWithoutTables(schema);

  @AfterEach
  void cleanUp() {
    pool.close();
    TestDatabase.drop(schema);
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Reader<T> reader) {
    try (Connection connection = TestDatabase.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.replace("SCHEMA", "'" + schema + "'"))) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(reader.read(rows));
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> tables() {
    return query(
        "select table_name from information_schema.tables where table_schema = SCHEMA"
            + " and table_type = 'BASE TABLE'",
        row -> row.getString(1));
  }

  /** Columns as an older server knows them: what they are called, hold and require. */
  private Set<String> columns() {
    return new HashSet<>(
        query(
            "select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
                + " from information_schema.columns where table_schema = SCHEMA",
            row -> row.getString(1)));
  }

  /** Columns that whoever adds a row has to give. */
  private Set<String> required() {
    return new HashSet<>(
        query(
            "select table_name || '.' || column_name from information_schema.columns"
                + " where table_schema = SCHEMA and is_nullable = 'NO' and column_default is null"
                + " and is_identity = 'NO'",
            row -> row.getString(1)));
  }

  /** What rows of a table have to keep to: constraints, and indexes that are unique. */
  private Set<String> rules() {
    return new HashSet<>(
        query(
            "select c.relname || '.' || r.name from pg_class c"
                + " join pg_namespace n on n.oid = c.relnamespace and n.nspname = SCHEMA"
                + " join (select conrelid as of, conname as name from pg_constraint"
                + "       where contype <> 'n'"
                + "       union all select indrelid, indexrelid::regclass::text from pg_index"
                + "       where indisunique) as r on r.of = c.oid",
            row -> row.getString(1)));
  }

  private static boolean isOf(List<String> tables, String member) {
    return tables.contains(member.substring(0, member.indexOf('.')));
  }

  @Test
  void eachStepOnlyAddsWhatOlderServersCanDoWithout() throws SQLException {
    try (Connection connection = pool.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(Sql.read(Migrations.class, "migrations/" + Migrations.STEPS.get(0)));
      connection.commit();
      for (String step : Migrations.STEPS.subList(1, Migrations.STEPS.size())) {
        List<String> tables = tables();
        Set<String> columns = columns();
        Set<String> required = required();
        Set<String> rules = rules();
        statement.execute(Sql.read(Migrations.class, "migrations/" + step));
        connection.commit();

        assertTrue(tables().containsAll(tables), step + " takes a table away");
        columns.removeAll(columns());
        assertEquals(Set.of(), columns, step + " takes columns away, or changes them");
        Set<String> toGive = required();
        toGive.removeIf(column -> required.contains(column) || !isOf(tables, column));
        assertEquals(Set.of(), toGive, step + " requires what older servers do not give");
        Set<String> stricter = rules();
        stricter.removeIf(rule -> rules.contains(rule) || !isOf(tables, rule));
        assertEquals(Set.of(), stricter, step + " refuses what older servers may do");
      }
    }
  }

  /** The newer server is made up: it adds a column to every table, and a table. */
  @Test
  void anOlderServerGoesOnWhileANewerOneChangesTheTables() throws Exception {
    Migrations.run(pool);
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch before = new CountDownLatch(CALLERS * 20);
    CountDownLatch after = new CountDownLatch(CALLERS * 20);
    List<CompletableFuture<Long>> callers = new ArrayList<>();
    try (PostgresJobQueue older =
        PostgresJobQueue.open(pool, new CronCalendar(), 10_000, new JobCounters(0))) {
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            CompletableFuture.supplyAsync(
                () -> {
                  long lives = 0;
                  try {
                    while (!over.get()) {
                      live(older);
                      lives++;
                      (before.getCount() > 0 ? before : after).countDown();
                    }
                    return lives;
                  } finally {
                    // If it failed, nobody need wait for it.
                    over.set(true);
                    open(before);
                    open(after);
                  }
                }));
      }
      assertTrue(before.await(2, TimeUnit.MINUTES));
      for (String table : tables()) {
        TestDatabase.execute("alter table " + schema + "." + table + " add column later text");
      }
      TestDatabase.execute("create table " + schema + ".later (name text primary key)");
      TestDatabase.execute("insert into " + schema + ".cqueue_version values (1000)");
      assertTrue(after.await(2, TimeUnit.MINUTES));
      over.set(true);
      long lives = 0;
      for (CompletableFuture<Long> caller : callers) {
        lives += caller.join();
      }

      assertEquals(lives, older.stats().count(JobStatus.CONCLUDED));
      assertEquals(0, older.stats().count(JobStatus.IN_PROGRESS));
    }
  }

  private static void open(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      latch.countDown();
    }
  }

  /** Does a bit of everything that servers do all day long. */
  private static void live(JobQueue queue) {
    queue.enqueue(NewJob.ofType("a"));
    Job job = queue.dequeue(Dequeue.DEFAULT).get(0);
    Settlement.Claim claim = new Settlement.Claim(job.attempt(), null);
    Outcome outcome = queue.settle(List.of(new Settlement.Conclude(job.id(), claim, null))).get(0);
    assertTrue(outcome instanceof Outcome.Done, outcome.toString());
    assertTrue(queue.find(job.id()).isPresent());
    queue.list(new JobFilter(null, Set.of(), Set.of(), Map.of(), 0, 10));
    queue.configure("other", QueueSettings.DEFAULT);
    queue.tick();
  }
}
