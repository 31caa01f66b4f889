package io.cqueue.postgres;

import java.sql.SQLException;

/** The database said no. Where it gets to, {@link Database} decides what becomes of it. */
final class StoreException extends RuntimeException {

  private final SQLException reason;

  StoreException(SQLException reason) {
    super(reason);
    this.reason = reason;
  }

  /** The five characters by which SQL names an error; empty if there are none. */
  String state() {
    String state = reason.getSQLState();
    return state == null ? "" : state;
  }
}
