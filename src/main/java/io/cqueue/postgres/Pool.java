package io.cqueue.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections of one server. Thread-safe. */
public final class Pool implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Every statement of ours has an index in the order that it needs. But the planner goes by
   * statistics, which are old or missing after many jobs came or went at once, and then reads and
   * sorts a whole queue to hand out one job: 65 ms instead of 2 with 80,000 jobs.
   */
  private static final String PLAN_BY_INDEX =
      "set enable_seqscan = off; set enable_bitmapscan = off; set jit = off";

  /** Longer than any statement of ours takes. */
  private static final int SOCKET_TIMEOUT_SECONDS = 30;

  private final HikariDataSource source;

  /**
   * Opens the connections that are needed, when they are needed.
   *
   * @param url as the driver of PostgreSQL has it: {@code jdbc:postgresql://host/database}, with
   *     several hosts and {@code targetServerType=primary} where one may take over from another
   * @param user null for the one in the URL
   * @param password null for the one in the URL
   * @param size how many there are at most
   */
  public Pool(String url, @Nullable String user, @Nullable String password, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("cqueue");
    config.setDataSource(driver(url, user, password));
    config.setAutoCommit(false);
    config.setMaximumPoolSize(size);
    config.setConnectionInitSql(PLAN_BY_INDEX);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setInitializationFailTimeout(PATIENCE.toMillis());
    this.source = new HikariDataSource(config);
  }

  /** The driver itself: a servlet container need not find it by the URL. */
  private static DataSource driver(String url, @Nullable String user, @Nullable String password) {
    PGSimpleDataSource driver = new PGSimpleDataSource();
    driver.setApplicationName("cqueue");
    driver.setReWriteBatchedInserts(true);
    driver.setTcpKeepAlive(true);
    driver.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
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
