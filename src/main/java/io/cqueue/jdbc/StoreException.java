package io.cqueue.jdbc;

import java.sql.SQLException;

/** The database said no. Whoever runs transactions decides what becomes of it. */
public final class StoreException extends RuntimeException {

  private final SQLException reason;

  /** It said no for this reason. */
  public StoreException(SQLException reason) {
    super(reason);
    this.reason = reason;
  }

  /** What the database said. */
  public SQLException reason() {
    return reason;
  }

  /** The five characters by which SQL names an error; empty if there are none. */
  public String state() {
    String state = reason.getSQLState();
    return state == null ? "" : state;
  }
}
