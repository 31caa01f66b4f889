package io.cqueue.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.JobCounters;
import io.cqueue.core.NewJob;
import io.cqueue.core.OpenException;
import io.cqueue.cron.CronCalendar;
import io.cqueue.jdbc.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** What becomes of the tables when a server starts. */
@Timeout(300)
final class MigrationsTest {

  /** How many steps there are. */
  private static final int VERSION = 5;

  private final String schema = TestDatabase.newSchema();
  private final List<Pool> pools = new ArrayList<>();

  private Pool pool() {
    Pool pool = TestDatabase.poolWithoutTables(schema);
    pools.add(pool);
    return pool;
  }

  @AfterEach
  void cleanUp() {
    pools.forEach(Pool::close);
    TestDatabase.drop(schema);
  }

  private static PostgresJobQueue open(Pool pool) {
    return PostgresJobQueue.open(pool, new CronCalendar(), 100, new JobCounters(0));
  }

  private static String refusal(Executable start) {
    return String.valueOf(assertThrows(OpenException.class, start).getMessage());
  }

  @Test
  void serversThatStartTogetherMigrateOnce() {
    List<CompletableFuture<Integer>> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Pool pool = pool();
      starts.add(CompletableFuture.supplyAsync(() -> Migrations.run(pool)));
    }
    starts.forEach(start -> assertEquals(VERSION, start.join()));

    assertEquals(1, open(pools.get(0)).enqueue(NewJob.ofType("a")).id());
  }

  @Test
  void aServerThatMayNotMigrateSaysWhatIsToBeDone() {
    Pool pool = pool();
    String message = refusal(() -> open(pool));

    assertTrue(message.contains("of version 0, but this cqueue needs version " + VERSION), message);
    assertTrue(message.contains("command migrate"), message);
    Migrations.run(pool);
    assertTrue(open(pool).enqueue(NewJob.ofType("a")).added());
  }

  @Test
  void aServerRefusesTheTablesOfANewerOne() {
    Pool pool = pool();
    Migrations.run(pool);
    TestDatabase.execute("insert into " + schema + ".cqueue_version values (1000)");

    for (String message : List.of(refusal(() -> open(pool)), refusal(() -> Migrations.run(pool)))) {
      assertTrue(message.contains("of version 1000"), message);
      assertTrue(message.contains("start a newer one"), message);
    }
  }

  @Test
  void tablesOfTheFirstVersionKeepTheirJobs() throws SQLException {
    Pool pool = pool();
    try (Connection connection = pool.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(Sql.read(Migrations.class, "migrations/V1__init.sql"));
      statement.execute("insert into cqueue_version values (1)");
      statement.execute(
          "insert into job (id, queue, type, priority, tags, after, enqueued_at, status, ready,"
              + " holds, missing, awaited, attempt, spent)"
              + " values (nextval('job_id'), 'old', 'A', 5, '{}', '{}', 0, 0, true, false, 0,"
              + " false, 0, 0)");
      connection.commit();
    }
    assertEquals(VERSION, Migrations.run(pool));

    PostgresJobQueue queue = open(pool);
    assertEquals("old", queue.find(1).orElseThrow().job().queue());
    assertEquals(2, queue.enqueue(NewJob.ofType("a")).id());
  }

  @Test
  void aMigrationMayTakeLongerThanAStatement() throws SQLException {
    Pool hasty = new Pool(TestDatabase.url(schema), null, null, 2, Duration.ofMillis(250));
    pools.add(hasty);
    CompletableFuture<Integer> migration;
    try (Connection other = TestDatabase.connect();
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(7316004711)");
      migration = CompletableFuture.supplyAsync(() -> Migrations.run(hasty));
      while (!migration.isDone() && !hasWaitedLong(statement)) {
        Thread.onSpinWait();
      }
    }
    assertEquals(VERSION, migration.join());
  }

  private boolean hasWaitedLong(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "select from pg_stat_activity where wait_event = 'advisory' and application_name = '"
                + schema
                + "' and clock_timestamp() - query_start > interval '0.5 s'")) {
      return found.next();
    }
  }

  @Test
  void withoutADatabaseTheUserHearsWhy() {
    String nowhere = "jdbc:postgresql://127.0.0.1:1/none";
    String message = refusal(() -> new Pool(nowhere, "nobody", null, 2, Duration.ofMillis(250)));

    assertTrue(message.startsWith("cannot use the database: Connection to 127.0.0.1:1 "), message);
  }
}
