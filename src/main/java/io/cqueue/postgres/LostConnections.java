package io.cqueue.postgres;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Tells by its SQLSTATE whether after an error a connection is of no use any more. The pool throws
 * such a one away; the next goes to whichever host is the primary by then. Immutable.
 */
final class LostConnections implements SQLExceptionOverride {

  /** What was the primary cannot be written to, and has become a standby as like as not. */
  private static final String READ_ONLY = "25006";

  /** Ended by the server: idle for too long amid a transaction. */
  private static final String IDLE = "25P03";

  /** Whether the connection is lost, and with it the transaction that was not committed. */
  static boolean isLost(String state) {
    return state.isEmpty()
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.equals(READ_ONLY)
        || state.equals(IDLE);
  }

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException e) {
    String state = e.getSQLState();
    return isLost(state == null ? "" : state)
        ? SQLExceptionOverride.Override.MUST_EVICT
        : SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
