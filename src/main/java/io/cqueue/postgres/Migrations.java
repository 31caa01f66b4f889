package io.cqueue.postgres;

import io.cqueue.jdbc.Sql;
import io.cqueue.jdbc.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Brings the tables to the form that this version of cqueue knows, step by step, and never back.
 * Servers that start together wait for each other: one migrates, the others find it done.
 */
final class Migrations {

  /** The steps, in order; the version is the number of the last one taken. Only ever append. */
  private static final List<String> STEPS = List.of("V1__init.sql");

  private static final long LOCK = 7_316_004_711L;

  private Migrations() {}

  static void run(DataSource pool) {
    try (Connection connection = pool.getConnection()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        statement.execute(
            "create table if not exists cqueue_version"
                + " (version int primary key, at timestamptz not null default now())");
        for (int step = version(statement); step < STEPS.size(); step++) {
          statement.execute(Sql.read(PostgresJobQueue.class, "migrations/" + STEPS.get(step)));
          statement.execute("insert into cqueue_version values (" + (step + 1) + ")");
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("select coalesce(max(version), 0) from cqueue_version")) {
      found.next();
      int version = found.getInt(1);
      if (version > STEPS.size()) {
        throw new IllegalStateException(
            "The tables are of version "
                + version
                + ", but this cqueue knows only "
                + STEPS.size()
                + ": start a newer one.");
      }
      return version;
    }
  }
}
