package io.cqueue.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** How connections are when somebody gets them. */
final class PoolTest {

  private final String schema = TestDatabase.newSchema();
  private final Pool pool = TestDatabase.poolWithoutTables(schema);

  @AfterEach
  void cleanUp() {
    pool.close();
    TestDatabase.drop(schema);
  }

  private static String ask(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  @Test
  void aConnectionThatNobodyHasUsedHasNoTransactionOpen() throws SQLException {
    try (Connection unused = pool.source().getConnection();
        Connection other = TestDatabase.connect()) {
      int pid = unused.unwrap(PGConnection.class).getBackendPID();
      assertEquals("idle", ask(other, "select state from pg_stat_activity where pid = " + pid));
    }
  }

  @Test
  void whatTheConnectionsAreSetToOutlivesARollback() throws SQLException {
    try (Connection connection = pool.source().getConnection()) {
      ask(connection, "select 1");
      connection.rollback();
      assertEquals("off", ask(connection, "show enable_seqscan"));
      assertEquals("10s", ask(connection, "show statement_timeout"));
    }
  }

  @Test
  void whatTheUrlSaysCountsMore() throws SQLException {
    try (Connection connection = pool.source().getConnection()) {
      assertEquals(schema, ask(connection, "show application_name"));
    }
  }
}
