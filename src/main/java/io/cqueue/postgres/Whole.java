package io.cqueue.postgres;

import io.cqueue.core.Kept;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.jdbc.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is kept at once: to another store, or from one. Thread-safe. */
final class Whole {

  private static final Logger LOG = LoggerFactory.getLogger(Whole.class);

  private final Pool pool;
  private final Clockwork clockwork;

  Whole(Pool pool, Clockwork clockwork) {
    this.pool = pool;
    this.clockwork = clockwork;
  }

  /**
   * Says all of it, on a connection of its own.
   *
   * @throws RefusedException if the database cannot be used
   */
  void sayTo(Consumer<Kept> into) {
    try (Connection connection = pool.source().getConnection()) {
      try {
        new Snapshot(connection).sayTo(into);
      } finally {
        connection.rollback();
      }
    } catch (SQLException | StoreException e) {
      LOG.warn("There is no export: {}", e.getMessage());
      throw unavailable();
    }
  }

  /**
   * Takes in what another store said.
   *
   * @throws RefusedException if there is something here already, or the database cannot be used
   */
  void restore(Iterator<Kept> from) {
    AtomicBoolean begun = new AtomicBoolean();
    clockwork.call(
        Opening.NOTHING,
        tx -> {
          Restoration restoration = new Restoration(tx);
          restoration.begin();
          if (begun.getAndSet(true)) {
            // The transaction before was broken off, and what it was given does not come again.
            throw unavailable();
          }
          restoration.take(from);
          return from;
        });
  }

  private static RefusedException unavailable() {
    return Refusal.of(
            Refusal.Reason.STORE_UNAVAILABLE, "The database cannot be used at the moment.")
        .asException();
  }
}
