package io.cqueue.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for the tests of this JVM, started when the first of them needs it. */
final class TestDatabase {

  private static final int CONNECTIONS = 8;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestDatabase() {}

  private static final class Server {
    private static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            // What a crash would lose does not matter to tests.
            .setServerConfig("fsync", System.getProperty("test.fsync", "off"))
            .setServerConfig("synchronous_commit", System.getProperty("test.fsync", "off"))
            .setServerConfig("max_connections", "200")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A schema with nothing in it. */
  static String newSchema() {
    String schema = "test" + COUNT.incrementAndGet();
    execute("create schema " + schema);
    return schema;
  }

  static void drop(String schema) {
    execute("drop schema " + schema + " cascade");
  }

  /** Makes all tables of a schema as they were at first. */
  static void empty(String schema) {
    execute(
        "set search_path to "
            + schema
            + "; truncate job, job_attempt, job_block, batch, queue, tally, event, enqueue_answer,"
            + " dequeue_answer, schedule"
            + "; alter sequence job_id restart"
            + "; update service set draining = false, latest = 0, unrecorded = 0,"
            + " settings_version = settings_version + 1");
  }

  /** Ends all connections that use a schema, and says how many those were. */
  static int cutConnections(String schema) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet cut =
            statement.executeQuery(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where application_name = '"
                    + schema
                    + "'")) {
      cut.next();
      return cut.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The connections of one more server that uses this schema. */
  static Pool pool(String schema) {
    return pool(schema, CONNECTIONS, Duration.ofSeconds(10));
  }

  /** The same, with little patience if need be. */
  static Pool pool(String schema, int connections, Duration timeout) {
    return migrated(new Pool(url(schema), null, null, connections, timeout));
  }

  private static Pool migrated(Pool pool) {
    Migrations.run(pool);
    return pool;
  }

  /** The same, for which the server has these options besides: {@code -c name=value}. */
  static Pool pool(String schema, String options) {
    String encoded = URLEncoder.encode(options, StandardCharsets.UTF_8);
    String url = url(schema) + "&options=" + encoded;
    return migrated(new Pool(url, null, null, CONNECTIONS, Duration.ofSeconds(10)));
  }

  /** The same, of a server that finds the tables as they are: in a new schema, not at all. */
  static Pool poolWithoutTables(String schema) {
    return new Pool(url(schema), null, null, CONNECTIONS, Duration.ofSeconds(10));
  }

  /** Where a schema is. */
  static String url(String schema) {
    return Server.RUNNING.getJdbcUrl("postgres", "postgres")
        + "&ApplicationName="
        + schema
        + "&currentSchema="
        + schema;
  }

  /** A connection outside of any pool. */
  static Connection connect() throws SQLException {
    return Server.RUNNING.getPostgresDatabase().getConnection();
  }
}
