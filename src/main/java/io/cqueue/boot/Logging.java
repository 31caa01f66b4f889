package io.cqueue.boot;

import io.cqueue.config.LogFormat;
import io.cqueue.config.LogLevel;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The log of the server that runs on its own: one line a record, to stderr. Everything arrives at
 * java.util.logging, ours by way of SLF4J. In a servlet container the log is the container's, and
 * nothing here is called.
 */
final class Logging {

  /** Kept, because java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger OURS = Logger.getLogger("io.cqueue");

  private static final Logger ROOT = Logger.getLogger("");

  /**
   * They warn of what clients send wrong, such as two {@code Host}, in the words of the clients:
   * anyone could fill the log with that.
   */
  private static final List<Logger> OF_CLIENTS =
      List.of(
          Logger.getLogger("org.eclipse.jetty.util.HostPort"),
          Logger.getLogger("org.eclipse.jetty.http.HttpParser"));

  private Logging() {}

  static void configure(LogLevel level, LogFormat format) {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return; // Whoever starts the server wants it differently.
    }
    LogManager.getLogManager().reset();
    Handler stderr = new ConsoleHandler();
    stderr.setLevel(Level.ALL);
    stderr.setFormatter(format == LogFormat.JSON ? new LogJson() : new LogLine());
    ROOT.addHandler(stderr);
    OURS.setLevel(toJul(level));
    ROOT.setLevel(
        switch (level) {
          // What the libraries do is no news, and Jetty's debug level has a hundred lines a
          // request.
          case INFO, DEBUG -> Level.WARNING;
          case ERROR, WARN, TRACE -> toJul(level);
        });
    OF_CLIENTS.forEach(
        logger -> logger.setLevel(level == LogLevel.TRACE ? toJul(level) : Level.SEVERE));
  }

  private static Level toJul(LogLevel level) {
    return switch (level) {
      case ERROR -> Level.SEVERE;
      case WARN -> Level.WARNING;
      case INFO -> Level.INFO;
      case DEBUG -> Level.FINE;
      case TRACE -> Level.FINEST;
    };
  }
}
