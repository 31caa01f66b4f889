package io.cqueue.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.cqueue.core.OpenException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections of one server. Thread-safe. */
public final class Pool implements AutoCloseable {

  /**
   * Every statement of ours has an index in the order that it needs. But the planner goes by
   * statistics, which are old or missing after many jobs came or went at once, and then reads and
   * sorts a whole queue to hand out one job: 65 ms instead of 2 with 80,000 jobs.
   */
  private static final String PLAN_BY_INDEX =
      "set enable_seqscan = off; set enable_bitmapscan = off; set jit = off; ";

  /** How much longer than a statement may take we wait for word from a server that is gone. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private static final String CONNECT_SECONDS = "3";

  private final HikariDataSource source;

  /**
   * Opens the connections that are needed, when they are needed.
   *
   * @param url as the driver of PostgreSQL has it: {@code jdbc:postgresql://host/database}, with
   *     several hosts and {@code targetServerType=primary} where one may take over from another
   * @param user null for the one in the URL
   * @param password null for the one in the URL
   * @param size how many there are at most
   * @param timeout how long to wait for one of them, and for a statement; at least 250 ms
   * @throws OpenException if there is no connection within that time
   */
  public Pool(
      String url, @Nullable String user, @Nullable String password, int size, Duration timeout) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("cqueue");
    config.setDataSource(driver(url, user, password, timeout));
    config.setAutoCommit(false);
    config.setMaximumPoolSize(size);
    config.setConnectionInitSql(PLAN_BY_INDEX + limits(timeout));
    config.setConnectionTimeout(timeout.toMillis());
    config.setValidationTimeout(Math.min(timeout.toMillis(), config.getValidationTimeout()));
    config.setInitializationFailTimeout(timeout.toMillis());
    config.setExceptionOverride(new LostConnections());
    this.source = open(config);
  }

  private static HikariDataSource open(HikariConfig config) {
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new OpenException("cannot use the database: " + reason.getMessage(), e);
    }
  }

  /**
   * The second one is for a server that stops dead amid a transaction: what it has locked is free
   * again after that time.
   */
  private static String limits(Duration timeout) {
    return "set statement_timeout = %1$d; set idle_in_transaction_session_timeout = %1$d"
        .formatted(timeout.toMillis());
  }

  /** The driver itself: a servlet container need not find it by the URL. */
  private static DataSource driver(
      String url, @Nullable String user, @Nullable String password, Duration timeout) {
    Properties ours = new Properties();
    ours.setProperty(PGProperty.APPLICATION_NAME.getName(), "cqueue");
    ours.setProperty(PGProperty.REWRITE_BATCHED_INSERTS.getName(), "true");
    ours.setProperty(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
    ours.setProperty(PGProperty.CONNECT_TIMEOUT.getName(), CONNECT_SECONDS);
    ours.setProperty(
        PGProperty.SOCKET_TIMEOUT.getName(), String.valueOf(timeout.plus(MARGIN).toSeconds()));
    // What the URL says counts more; user and password by themselves count most.
    Properties all = Driver.parseURL(url, ours);
    if (all == null) {
      throw new OpenException("cannot use the database: its URL is not one of PostgreSQL");
    }
    PGSimpleDataSource driver = new PGSimpleDataSource();
    try {
      for (String name : all.stringPropertyNames()) {
        driver.setProperty(name, all.getProperty(name));
      }
    } catch (SQLException e) {
      throw new OpenException("cannot use the database: " + e.getMessage(), e);
    }
    if (user != null) {
      driver.setUser(user);
    }
    if (password != null) {
      driver.setPassword(password);
    }
    return driver;
  }

  DataSource source() {
    return source;
  }

  @Override
  public void close() {
    source.close();
  }
}
