package io.cqueue.boot;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * A record of the log: time, level, logger and message on one line, whatever a client has put into
 * the message; then the stack trace, if there is one. Thread-safe.
 */
final class LogLine extends Formatter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  @Override
  public String format(LogRecord event) {
    StringWriter line = new StringWriter();
    TIME.formatTo(event.getInstant(), line.append(""));
    line.append(' ').append(name(event.getLevel())).append(' ').append(event.getLoggerName());
    line.append(' ').append(formatMessage(event).replaceAll("\\p{Cntrl}", "?")).append('\n');
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(line, true));
    }
    return line.toString();
  }

  /** The same names that {@code --log-level} has. */
  private static String name(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN";
    }
    if (level.intValue() >= Level.INFO.intValue()) {
      return "INFO";
    }
    return level.intValue() >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
  }
}
