package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a server answered. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, HttpHeaders headers, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What only our own code would say: a package, a class, a line of a stack trace. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "(\\b(java|jakarta|org|com|io)\\.[a-z]|Exception\\b|\\bat [\\w.]+\\(|\\w+(Feature|Constraints)\\b)");

  /** Reads one answer with a length from a connection. */
  static Answer read(InputStream in) throws IOException {
    String[] statusLine = line(in).split(" ", 3);
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] field = line.split(":", 2);
      fields.computeIfAbsent(field[0], name -> new ArrayList<>()).add(field[1].strip());
    }
    HttpHeaders headers = HttpHeaders.of(fields, (name, value) -> true);
    int length = (int) headers.firstValueAsLong("Content-Length").orElse(0);
    return new Answer(Integer.parseInt(statusLine[1]), headers, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("hung up after \"" + line + "\"");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text(), e);
    }
  }

  /** The IDs of an array of jobs. */
  List<Long> ids() {
    return ids(json());
  }

  static List<Long> ids(JsonNode jobs) {
    assertTrue(jobs.isArray(), jobs::toString);
    List<Long> ids = new ArrayList<>();
    jobs.forEach(job -> ids.add(job.path("ID").asLong()));
    return ids;
  }

  long id() {
    return json().path("ID").asLong();
  }

  /** This answer, which must have this status. */
  Answer is(int expected) {
    assertEquals(expected, status, this::text);
    return this;
  }

  /** This answer, which must be a whole problem of this status and type. */
  Answer isProblem(int expected, String type) {
    is(expected);
    assertEquals("application/problem+json", header("Content-Type").replaceFirst(" *;.*", ""));
    assertEquals("urn:cqueue:" + type, json().path("type").textValue(), this::text);
    assertEquals(expected, json().path("status").intValue(), this::text);
    assertFalse(json().path("title").asText().isBlank(), this::text);
    assertFalse(json().path("detail").asText().isBlank(), this::text);
    assertFalse(INSIDE.matcher(text()).find(), this::text);
    assertNamesItsRequest();
    return this;
  }

  /** Only what is no request, or none that reached the web application, has no ID. */
  private void assertNamesItsRequest() {
    String id = header("X-Request-Id");
    String instance = json().path("instance").asText();
    assertEquals(id.isEmpty() ? "" : "urn:cqueue:request:" + id, instance, this::text);
  }

  /** This problem, which must blame this field. */
  Answer blames(String field) {
    assertEquals(field, json().path("field").textValue(), this::text);
    assertTrue(json().path("detail").asText().contains(field), this::text);
    return this;
  }

  /** This problem, which must blame no field in particular. */
  Answer blamesNoField() {
    assertTrue(json().path("field").isMissingNode(), this::text);
    return this;
  }
}
