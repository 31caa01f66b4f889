package io.cqueue.postgres;

import io.cqueue.core.JobCounters;
import io.cqueue.core.Refusal;
import io.cqueue.jdbc.Script;
import io.cqueue.jdbc.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transactions. One that PostgreSQL broke off because of another one, or whose connection was
 * lost before its commit, did nothing: it is run again. One whose commit was not answered may have
 * done all: its caller is told that the store is unavailable and may ask again. Thread-safe.
 */
final class Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** How often a transaction is run at most: all connections may have been lost. */
  private static final int MAX_RUNS = 20;

  /**
   * Because of another transaction. The last is how PostgreSQL says that since a statement was
   * prepared its table has got another column, from a newer server: that connection goes.
   */
  private static final Set<String> BROKEN_OFF = Set.of("40001", "40P01", "55P03", "0A000");

  /** Classes of errors that are those of a statement before the commit: bad data, bad SQL. */
  private static final Set<String> UNDONE = Set.of("21", "22", "23", "25", "42");

  private final DataSource pool;
  private final Now clock;
  private final JobCounters counters;
  private final KnownSettings settings = new KnownSettings();

  /** Whether that was the last that was heard of it: said once, not for every call. */
  private final AtomicBoolean unusable = new AtomicBoolean();

  Database(DataSource pool, Now clock, JobCounters counters) {
    this.pool = pool;
    this.clock = clock;
    this.counters = counters;
  }

  /**
   * What came of a transaction.
   *
   * @param result what the caller wanted
   * @param now when it was
   * @param changed whether jobs may be available that were not before
   * @param happened whether there are events
   * @param finished which jobs were finished
   */
  record Done<T>(T result, long now, boolean changed, boolean happened, Set<Long> finished) {}

  <T> Done<T> run(Function<Transaction, T> work) {
    return run(Opening.NOTHING, work);
  }

  /** Runs a transaction that begins with certain locks. */
  <T> Done<T> run(Opening begin, Function<Transaction, T> work) {
    Opening opening = begin;
    for (int run = 1; ; run++) {
      try {
        Done<T> done = once(opening, work);
        if (unusable.get() && unusable.compareAndSet(true, false)) {
          LOG.info("The database can be used again");
        }
        return done;
      } catch (NameLocks.Wanted wanted) {
        opening = opening.with(wanted.name());
      } catch (StoreException e) {
        boolean again = BROKEN_OFF.contains(e.state()) || LostConnections.isLost(e.state());
        if (!again && !isUnavailable(e.state())) {
          throw e;
        }
        if (!again || run == MAX_RUNS) {
          throw unavailable(e);
        }
        LOG.debug("A transaction is run again", e);
      } catch (LostException e) {
        throw unavailable(e);
      }
    }
  }

  /** There is no connection, or a commit was not answered and nobody knows what came of it. */
  private static final class LostException extends RuntimeException {
    private LostException(SQLException reason) {
      super(reason);
    }
  }

  private <T> Done<T> once(Opening opening, Function<Transaction, T> work) {
    Connection connection = connect();
    try {
      Transaction tx = new Transaction(connection, clock.millis(), settings, opening);
      T result = work.apply(tx);
      commit(connection, tx.changes());
      tx.counted().forEach(count -> count.accept(counters));
      return new Done<>(
          result, tx.now(), tx.hasChanged(), tx.journal().happened(), tx.jobs().finished());
    } catch (RuntimeException e) {
      rollBack(connection, e);
      throw e;
    } finally {
      giveBack(connection);
    }
  }

  private Connection connect() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      // The pool has waited for one already.
      throw new LostException(e);
    }
  }

  /** Commits, after the changes that are left to make. */
  private static void commit(Connection connection, Script changes) {
    SQLWarning warning;
    try {
      warning = changes.commit(connection);
    } catch (StoreException e) {
      throw isUndone(e.state()) ? e : new LostException(e.reason());
    }
    // Such as that somebody ended its wait for a standby: then it is on one machine only.
    if (warning != null) {
      throw new LostException(warning);
    }
  }

  /** Whether an error with which a commit was answered says that there was none. */
  private static boolean isUndone(String state) {
    return BROKEN_OFF.contains(state) || UNDONE.stream().anyMatch(state::startsWith);
  }

  private static void rollBack(Connection connection, RuntimeException because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // Whatever was to be done has been, or not, by now: that must not be taken for its failure.
      LOG.debug("A connection could not be given back", e);
    }
  }

  /** Whether it is the fault of the server, and not of the statement. */
  private static boolean isUnavailable(String state) {
    return state.startsWith("53") || state.startsWith("57");
  }

  private RuntimeException unavailable(RuntimeException e) {
    if (unusable.getAndSet(true)) {
      LOG.debug("The database cannot be used", e);
    } else {
      LOG.warn("The database cannot be used: {}", e.getMessage());
    }
    return Refusal.of(
            Refusal.Reason.STORE_UNAVAILABLE, "The database cannot be used at the moment.")
        .asException();
  }

  /** What time it is. */
  interface Now {

    /** The clock of the database decides, so that no server's counts. */
    Now OF_DATABASE = () -> null;

    /** In milliseconds since 1970; null for what the database says. */
    @Nullable Long millis();
  }
}
