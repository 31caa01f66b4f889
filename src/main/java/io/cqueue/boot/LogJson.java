package io.cqueue.boot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.http.RequestIds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/** A record of the log as one line of JSON, stack trace included. Thread-safe. */
final class LogJson extends Formatter {

  private final JsonFactory factory = new JsonFactory();

  @Override
  public String format(LogRecord event) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("time", LogLine.time(event));
      json.writeStringField("level", LogLine.level(event));
      json.writeStringField("logger", event.getLoggerName());
      json.writeStringField("thread", Thread.currentThread().getName());
      String request = MDC.get(RequestIds.KEY);
      if (request != null) {
        json.writeStringField("request", request);
      }
      json.writeStringField("message", formatMessage(event));
      if (event.getThrown() != null) {
        StringWriter trace = new StringWriter();
        event.getThrown().printStackTrace(new PrintWriter(trace, true));
        json.writeStringField("exception", trace.toString());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return line.append('\n').toString();
  }
}
