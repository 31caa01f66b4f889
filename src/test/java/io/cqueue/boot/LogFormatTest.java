package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cqueue.http.RequestIds;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogFormatTest {

  @AfterEach
  void forgetTheRequest() {
    MDC.clear();
  }

  private static LogRecord event(String message) {
    LogRecord event = new LogRecord(Level.WARNING, message);
    event.setLoggerName("io.cqueue.X");
    event.setInstant(Instant.parse("2026-11-24T10:00:00.250Z"));
    return event;
  }

  private static JsonNode json(LogRecord event) throws IOException {
    String line = new LogJson().format(event);
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.endsWith("\n"), line);
    return new ObjectMapper().readTree(line);
  }

  @Test
  void aLineOfTextHasTheIdOfTheRequestIfThereIsOne() {
    LogLine format = new LogLine();
    assertEquals("2026-11-24T10:00:00.250Z WARN io.cqueue.X a?b\n", format.format(event("a\nb")));

    MDC.put(RequestIds.KEY, "r-1");
    assertEquals("2026-11-24T10:00:00.250Z WARN io.cqueue.X [r-1] a\n", format.format(event("a")));
  }

  @Test
  void aLineOfJsonHasAllOfIt() throws IOException {
    MDC.put(RequestIds.KEY, "r-1");
    LogRecord event = event("a\n\"b\"");
    event.setThrown(new IllegalStateException("c"));
    JsonNode json = json(event);

    assertEquals("2026-11-24T10:00:00.250Z", json.path("time").asText());
    assertEquals("WARN", json.path("level").asText());
    assertEquals("io.cqueue.X", json.path("logger").asText());
    assertEquals(Thread.currentThread().getName(), json.path("thread").asText());
    assertEquals("r-1", json.path("request").asText());
    assertEquals("a\n\"b\"", json.path("message").asText());
    assertTrue(json.path("exception").asText().contains("IllegalStateException: c"));
  }

  @Test
  void aLineOfJsonHasNoFieldWithoutAValue() throws IOException {
    JsonNode json = json(event("a"));

    assertFalse(json.has("request"));
    assertFalse(json.has("exception"));
  }
}
