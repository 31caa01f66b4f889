package io.cqueue.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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

  private static final int CONNECT_SECONDS = 3;

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
    this.source = new HikariDataSource(config);
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
    driver.setApplicationName("cqueue");
    driver.setReWriteBatchedInserts(true);
    driver.setTcpKeepAlive(true);
    driver.setConnectTimeout(CONNECT_SECONDS);
    driver.setSocketTimeout((int) timeout.plus(MARGIN).toSeconds());
    // What the URL says counts more.
    driver.setUrl(url);
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
