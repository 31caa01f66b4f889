package io.cqueue.boot;

import io.cqueue.http.RequestIds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/**
 * A record of the log: time, level, logger, the ID of the request if there is one, and message on
 * one line, whatever a client has put into the message; then the stack trace, if there is one.
 * Thread-safe.
 */
final class LogLine extends Formatter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  @Override
  public String format(LogRecord event) {
    StringWriter line = new StringWriter();
    line.append(time(event)).append(' ').append(level(event));
    line.append(' ').append(event.getLoggerName());
    String request = MDC.get(RequestIds.KEY);
    if (request != null) {
      line.append(" [").append(request).append(']');
    }
    line.append(' ').append(formatMessage(event).replaceAll("\\p{Cntrl}", "?")).append('\n');
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(line, true));
    }
    return line.toString();
  }

  static String time(LogRecord event) {
    return TIME.format(event.getInstant());
  }

  /** The same names that {@code --log-level} has. */
  static String level(LogRecord event) {
    Level level = event.getLevel();
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
