package io.cqueue.postgres;

import io.cqueue.core.OpenException;
import io.cqueue.jdbc.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the tables to the form that this version of cqueue knows, step by step, and never back.
 * Servers that start together wait for each other: one migrates, the others find it done. A step
 * only adds what servers of the version before can do without: they go on until they are replaced.
 * So it may add tables, indexes that are not unique, and columns that may be null or have a
 * default, and nothing else: {@code UpgradeTest} holds it to that.
 */
public final class Migrations {

  /** The steps, in order; the version is the number of the last one taken. Only ever append. */
  static final List<String> STEPS =
      List.of("V1__init.sql", "V2__trace.sql", "V3__push.sql", "V4__links.sql", "V5__batch.sql");

  private static final long LOCK = 7_316_004_711L;

  /** Other than the statements of a queue, a migration takes as long as it takes. */
  private static final String NO_LIMITS =
      "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0";

  private Migrations() {}

  /**
   * Takes the steps that have not been taken.
   *
   * @return the version of the tables now
   * @throws OpenException if they are of a newer cqueue, or the database does not let us
   */
  public static int run(Pool pool) {
    return with(
        pool,
        statement -> {
          statement.execute(NO_LIMITS);
          statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
          for (int step = version(statement); step < STEPS.size(); step++) {
            statement.execute(Sql.read(Migrations.class, "migrations/" + STEPS.get(step)));
            statement.execute("insert into cqueue_version values (" + (step + 1) + ")");
          }
          return STEPS.size();
        });
  }

  /**
   * Requires that there is nothing to do.
   *
   * @throws OpenException if there is
   */
  static void require(Pool pool) {
    int version = with(pool, Migrations::version);
    if (version < STEPS.size()) {
      throw new OpenException(
          "the tables of the database are of version "
              + version
              + ", but this cqueue needs version "
              + STEPS.size()
              + ": run the command migrate with a user who may change them, or let the server do it"
              + " with database-migrate");
    }
  }

  /** What is done in one transaction. */
  private interface Work {
    int with(Statement statement) throws SQLException;
  }

  private static int with(Pool pool, Work work) {
    try (Connection connection = pool.source().getConnection()) {
      try (Statement statement = connection.createStatement()) {
        connection.setNetworkTimeout(Runnable::run, 0);
        int version = work.with(statement);
        connection.commit();
        return version;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new OpenException("cannot use the database: " + e.getMessage(), e);
    }
  }

  private static int version(Statement statement) throws SQLException {
    if (number(statement, "select count(to_regclass('cqueue_version'))") == 0) {
      return 0;
    }
    int version = number(statement, "select coalesce(max(version), 0) from cqueue_version");
    if (version > STEPS.size()) {
      throw new OpenException(
          "the tables of the database are of version "
              + version
              + ", but this cqueue knows only version "
              + STEPS.size()
              + ": start a newer one");
    }
    return version;
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getInt(1);
    }
  }
}
