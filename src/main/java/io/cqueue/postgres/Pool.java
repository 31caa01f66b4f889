package io.cqueue.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connections of one server. Thread-safe. */
public final class Pool implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

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
    config.setJdbcUrl(url);
    if (user != null) {
      config.setUsername(user);
    }
    if (password != null) {
      config.setPassword(password);
    }
    config.setAutoCommit(false);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setInitializationFailTimeout(PATIENCE.toMillis());
    config.addDataSourceProperty("ApplicationName", "cqueue");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("socketTimeout", "30");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    this.source = new HikariDataSource(config);
  }

  DataSource source() {
    return source;
  }

  @Override
  public void close() {
    source.close();
  }
}
