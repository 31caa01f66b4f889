package io.cqueue.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A primary and a standby that has everything before the primary says that it is committed. Two
 * real servers, each a process.
 */
final class PostgresPair implements AutoCloseable {

  /** As PostgreSQL calls it. */
  private static final String CONFLICT_WITH_RECOVERY = "40001";

  private final Path primaryData;
  private final EmbeddedPostgres primary;
  private final EmbeddedPostgres standby;
  private boolean killed;

  /** Starts them, with their files in a directory that is empty. */
  PostgresPair(Path directory) throws Exception {
    this.primaryData = directory.resolve("primary");
    Path standbyData = directory.resolve("standby");
    // A clean copy of the files is a standby like any other.
    server(primaryData).start().close();
    copy(primaryData, standbyData);
    this.primary =
        server(primaryData).setServerConfig("synchronous_standby_names", "standby").start();
    Files.createFile(standbyData.resolve("standby.signal"));
    String from =
        "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres application_name=standby'\n"
            .formatted(primary.getPort());
    Files.writeString(standbyData.resolve("postgresql.auto.conf"), from, StandardOpenOption.APPEND);
    this.standby = server(standbyData).start();
    while (!is("select sync_state = 'sync' from pg_stat_replication", primary)) {
      Thread.onSpinWait();
    }
  }

  private static EmbeddedPostgres.Builder server(Path data) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on");
  }

  private static void copy(Path from, Path to) throws Exception {
    Process cp = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
    if (cp.waitFor() != 0) {
      throw new IOException("the files of the primary cannot be copied");
    }
  }

  private static boolean is(String question, EmbeddedPostgres server) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  /** Where whichever of them is the primary is found. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?user=postgres&targetServerType=primary"
        .formatted(primary.getPort(), standby.getPort());
  }

  /** {@code kill -9} of the primary. */
  void killPrimary() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(primaryData.resolve("postmaster.pid")).get(0));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    killed = true;
  }

  /** Makes the standby the primary, as whatever looks after the two would. */
  void promote() throws SQLException {
    // Not in one statement that waits for it: while it waits it can be in the way of what the
    // standby has still to do, and is cancelled for that.
    if (!is("select pg_promote(false)", standby)) {
      throw new IllegalStateException("the standby was not promoted");
    }
    while (!isPromoted()) {
      Thread.onSpinWait();
    }
  }

  private boolean isPromoted() throws SQLException {
    try {
      return is("select not pg_is_in_recovery()", standby);
    } catch (SQLException e) {
      if (CONFLICT_WITH_RECOVERY.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    standby.close();
    if (!killed) {
      primary.close();
    }
  }
}
