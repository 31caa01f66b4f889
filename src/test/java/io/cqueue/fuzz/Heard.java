package io.cqueue.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One answer.
 *
 * @param status the HTTP status
 * @param headers by name in small letters
 * @param body without the frames of chunks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Heard(int status, Map<String, String> headers, byte[] body) {

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern TYPE = Pattern.compile("urn:cqueue:[a-z]+(-[a-z]+)*");

  /** What only our own code would say. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\bat [\\w.$]+\\(|\\b(java|jakarta|org|io)\\.[a-z]+\\.[\\w.]+|[a-z]Exception");

  boolean isStream() {
    return status == 200
        && headers.getOrDefault("content-type", "").startsWith("text/event-stream");
  }

  private boolean isJson() {
    return headers.getOrDefault("content-type", "").matches("application/(problem\\+)?json.*");
  }

  /** The body, if it is JSON; what is wrong with it is an error. */
  JsonNode json() {
    if (!isJson() || body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text(), e);
    }
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Holds the answer to what every answer of cqueue keeps to.
   *
   * @param toHead whether it has no body because none was asked for
   */
  void check(boolean toHead) {
    require(status != 500, "a bug");
    JsonNode json = json();
    if (status == 503 && json.has("Status")) {
      return; // the health check, which says no and is no error
    }
    if (status >= 400) {
      require("application/problem+json".equals(headers.get("content-type")), "no problem");
      require(status != 405 || headers.containsKey("allow"), "no Allow");
      require(
          (status != 429 && status != 503) || headers.containsKey("retry-after"), "no Retry-After");
      if (!toHead) {
        checkProblem(json);
      }
    }
    require(status != 201 || !toHead, "HEAD made something");
    require(
        status >= 300 || status == 204 || headers.containsKey("content-type") || body.length == 0,
        "no type");
  }

  private void checkProblem(JsonNode json) {
    require(TYPE.matcher(json.path("type").asText()).matches(), "no type");
    require(!json.path("title").asText().isEmpty(), "no title");
    require(json.path("status").asInt() == status, "another status");
    require(!json.path("detail").asText().isEmpty(), "no detail");
    require(!INSIDE.matcher(json.path("title").asText()).find(), "says what is inside");
    require(!INSIDE.matcher(json.path("detail").asText()).find(), "says what is inside");
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + this);
    }
  }

  @Override
  public String toString() {
    String shown = text();
    return status
        + " "
        + headers
        + " "
        + (shown.length() > 600 ? shown.substring(0, 600) + "… (" + shown.length() + ")" : shown);
  }
}
