package io.cqueue.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.cqueue.core.OpenException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections of one server. Thread-safe. */
public final class Pool implements AutoCloseable {

  /**
   * Every statement of ours has an index in the order that it needs. But the planner goes by
   * statistics, which are old or missing after many jobs came or went at once, and then reads and
   * sorts a whole queue to hand out one job: 65 ms instead of 2 with 80,000 jobs. So there is one
   * plan for all values, too: to make a new one each time takes longer than to hand out the job.
   */
  private static final String PLAN_BY_INDEX =
      "set enable_seqscan = off; set enable_bitmapscan = off; set jit = off;"
          + " set plan_cache_mode = force_generic_plan; ";

  /** How much longer than a statement may take we wait for word from a server that is gone. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private static final int CONNECT_SECONDS = 3;

  private final DataSource driver;
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
    this.driver = driver(url, user, password, timeout);
    config.setDataSource(driver);
    config.setAutoCommit(false);
    config.setMaximumPoolSize(size);
    // Otherwise it would leave a transaction open after its own statements, ours below among them.
    config.setIsolateInternalQueries(true);
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
    PGSimpleDataSource driver = new PGSimpleDataSource();
    // It keeps what was set before, so what the URL says is left to it.
    driver.setReWriteBatchedInserts(true);
    driver.setTcpKeepAlive(true);
    if (!says(url, "ApplicationName")) {
      driver.setApplicationName("cqueue");
    }
    if (!says(url, "connectTimeout")) {
      driver.setConnectTimeout(CONNECT_SECONDS);
    }
    if (!says(url, "socketTimeout")) {
      driver.setSocketTimeout((int) timeout.plus(MARGIN).toSeconds());
    }
    driver.setUrl(url);
    if (user != null) {
      driver.setUser(user);
    }
    if (password != null) {
      driver.setPassword(password);
    }
    return driver;
  }

  private static boolean says(String url, String option) {
    return url.contains("?" + option + "=") || url.contains("&" + option + "=");
  }

  DataSource source() {
    return source;
  }

  /** One more connection, which is not among those of the pool. */
  Connection connect() throws SQLException {
    return driver.getConnection();
  }

  @Override
  public void close() {
    source.close();
  }
}
