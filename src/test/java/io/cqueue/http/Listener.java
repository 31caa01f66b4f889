package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Someone who listens to the events of a server, as a browser would. */
final class Listener implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One event. */
  record Event(String name, String id, JsonNode data) {

    void isOf(long job, String status) {
      assertEquals("status", name);
      assertEquals(job, data.path("ID").asLong());
      assertEquals(status, data.path("Status").textValue());
    }
  }

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private Listener(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Begins to listen; the server knows of it when this returns. */
  static Listener open(Http http, String parameters, String... headers) {
    Listener listener = new Listener(http.open("/events" + parameters, headers));
    assertEquals(200, listener.response.statusCode());
    assertEquals("1000", listener.block().get("retry"));
    return listener;
  }

  String contentType() {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  /** Waits for the next event. */
  Event next() {
    Map<String, String> fields = block();
    while (fields.isEmpty()) { // a heartbeat
      fields = block();
    }
    try {
      return new Event(
          fields.getOrDefault("event", ""),
          fields.getOrDefault("id", ""),
          JSON.readTree(fields.get("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> block() {
    Map<String, String> fields = new HashMap<>();
    try {
      for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        String[] field = line.split(": ?", 2);
        if (!field[0].isEmpty()) {
          fields.put(field[0], field[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fields;
  }

  /** Waits for the end, which an answer that is whole has. */
  void awaitEnd() {
    long unused = lines.lines().count(); // heartbeats, and events of before
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
