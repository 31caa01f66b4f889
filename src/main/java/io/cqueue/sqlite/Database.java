package io.cqueue.sqlite;

import io.cqueue.core.OpenException;
import io.cqueue.jdbc.Sql;
import io.cqueue.jdbc.StoreException;
import io.cqueue.memory.Change;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one connection through which a server writes. Whatever goes wrong is a {@link
 * StoreException}; after that it can only be closed. Not thread-safe.
 */
final class Database implements AutoCloseable {

  /** The steps to the present form of the tables, in order. Only ever append. */
  private static final List<String> STEPS =
      List.of("V1__init.sql", "V2__trace.sql", "V3__push.sql", "V4__links.sql", "V5__batch.sql");

  /** As much memory as SQLite may use to keep pages, in KiB. */
  private static final int CACHE_KIB = 16 * 1024;

  /** How long to wait for another process that is writing: a person with a shell, or a backup. */
  private static final int BUSY_MILLIS = 3000;

  /** More than enough for a commit, to find out whether there is room again. */
  private static final int PROBE_BYTES = 1 << 20;

  private final Connection connection;
  private final ChangeWriter writer;

  /** Whether a commit waits until it is on the disk. */
  private boolean synced = true;

  private Database(Connection connection) {
    this.connection = connection;
    this.writer = new ChangeWriter(connection);
  }

  /**
   * Opens a file, or makes one, and brings its tables to the form that this version knows.
   *
   * @throws OpenException if the file is damaged, or from a newer version
   */
  static Database open(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setCacheSize(-CACHE_KIB);
    config.setBusyTimeout(BUSY_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    try {
      Connection connection = source.getConnection();
      try {
        check(connection, file);
        migrate(connection, file);
        connection.setAutoCommit(false);
        return new Database(connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      if (isDamage(e)) {
        throw damaged(file, e.toString());
      }
      throw new StoreException(e);
    }
  }

  private static void check(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("pragma quick_check(1)")) {
      result.next();
      String found = result.getString(1);
      if (!found.equals("ok")) {
        throw damaged(file, found);
      }
    }
  }

  private static boolean isDamage(SQLException e) {
    return e instanceof SQLiteException exact
        && (exact.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
            || (exact.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code);
  }

  /** Why something went wrong, for clients: they need no more. */
  static String explain(Throwable e) {
    if (e instanceof StoreException store && store.reason() instanceof SQLiteException exact) {
      int code = exact.getResultCode().code & 0xff;
      if (code == SQLiteErrorCode.SQLITE_FULL.code) {
        return "the disk is full.";
      }
      if (code == SQLiteErrorCode.SQLITE_READONLY.code) {
        return "the disk can only be read.";
      }
    }
    return "the disk fails.";
  }

  private static OpenException damaged(Path file, String how) {
    Path saved = file.resolveSibling("recovered.db");
    // Not .recover, which would find more: Debian's sqlite3 does not have it, and says so too
    // softly.
    return new OpenException(
        file
            + " is damaged ("
            + how.replace('\n', ' ')
            + "). What can be recovered, this recovers: (sqlite3 "
            + file
            + " .dump | sed 's/^ROLLBACK.*/COMMIT;/'; echo \"pragma user_version = $(sqlite3 "
            + file
            + " 'pragma user_version');\") | sqlite3 "
            + saved
            + " — then put that file in the place of the damaged one, remove "
            + file
            + "-wal and "
            + file
            + "-shm if they are there, and start again");
  }

  private static void migrate(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int version;
      try (ResultSet result = statement.executeQuery("pragma user_version")) {
        result.next();
        version = result.getInt(1);
      }
      if (version > STEPS.size()) {
        throw new OpenException(
            file
                + " is of version "
                + version
                + ", but this cqueue knows only "
                + STEPS.size()
                + ": start a newer one");
      }
      for (int step = version; step < STEPS.size(); step++) {
        statement.executeUpdate("begin immediate");
        statement.executeUpdate(Sql.read(SqliteLog.class, "migrations/" + STEPS.get(step)));
        statement.executeUpdate("pragma user_version = " + (step + 1));
        statement.executeUpdate("commit");
      }
    }
  }

  /** Says all that is in the tables. */
  void read(Consumer<Change> into) {
    new ChangeReader(connection).read(into);
    commit();
  }

  ChangeWriter writer() {
    return writer;
  }

  void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Whether from the next commit on each waits until it, and all before, are on the disk. */
  void sync(boolean on) {
    if (synced != on) {
      synced = on;
      outside("pragma synchronous = " + (on ? "full" : "normal"));
    }
  }

  /** Requires that there is room to write, and that what was written before is on the disk. */
  void probe() {
    outside("create table if not exists probe (content blob)");
    outside("insert into probe values (zeroblob(" + PROBE_BYTES + "))");
    outside("delete from probe");
    // Whatever the log had, even of a commit whose flush failed, is written anew by this.
    outside("pragma wal_checkpoint(truncate)");
  }

  /** Executes something that is a transaction by itself. */
  private void outside(String sql) {
    try {
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } finally {
        connection.setAutoCommit(false);
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }
}
