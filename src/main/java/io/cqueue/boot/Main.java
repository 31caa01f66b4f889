package io.cqueue.boot;

import io.cqueue.auth.NewToken;
import io.cqueue.cli.Cli;
import io.cqueue.cli.Commands;
import io.cqueue.config.Config;
import io.cqueue.config.ConfigException;
import io.cqueue.config.EffectiveConfig;
import io.cqueue.config.Store;
import io.cqueue.core.OpenException;
import io.cqueue.postgres.Migrations;
import io.cqueue.postgres.Pool;
import io.cqueue.sqlite.Copies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way in from {@link Launcher}, when cqueue runs without a servlet container around it. */
public final class Main {

  private Main() {}

  /**
   * Does what the command line says.
   *
   * @param webRoot the unpacked WAR
   * @return the exit code
   */
  public static int run(Path webRoot, String[] args) {
    return Cli.run(
        new Commands(
            (config, none) -> serve(webRoot, config),
            (config, none) -> migrate(config),
            Main::backup,
            Main::token,
            () -> StopSignal.install().await()),
        args);
  }

  private static String token(Path file, String name, String roles, String queues)
      throws IOException {
    try {
      return NewToken.addTo(file, name, roles, queues);
    } catch (OpenException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void backup(EffectiveConfig effective, String file) throws IOException {
    Config config = effective.config();
    if (config.store() != Store.SQLITE) {
      throw new ConfigException(List.of("store: must be sqlite for the command backup"));
    }
    try {
      long bytes = Copies.copy(Path.of(config.data()), Path.of(file));
      System.out.println(file + " has " + bytes + " bytes");
    } catch (OpenException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void migrate(EffectiveConfig effective) throws IOException {
    Config config = effective.config();
    if (config.store() != Store.POSTGRES) {
      throw new ConfigException(List.of("store: must be postgres for the command migrate"));
    }
    Logging.configure(config.logLevel(), config.logFormat());
    try (Pool pool = Wiring.pool(config)) {
      System.out.println("The tables are of version " + Migrations.run(pool));
    } catch (OpenException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void serve(Path webRoot, EffectiveConfig effective)
      throws IOException, InterruptedException {
    Config config = effective.config();
    Logging.configure(config.logLevel(), config.logFormat());
    Exposure.check(config);
    Logger log = LoggerFactory.getLogger(Main.class);
    StopSignal stop = StopSignal.install();
    try (JettyServer server = JettyServer.start(effective, webRoot)) {
      System.out.println("cqueue listens on " + server.url());
      stop.await();
      long millis = config.drainTimeout().toMillis();
      log.info("Stopping; requests in flight have {} ms to finish", millis);
    }
    log.info("Stopped");
  }
}
