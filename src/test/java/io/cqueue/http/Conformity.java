package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds whatever is sent and answered in tests to the description, so that neither drifts. */
final class Conformity {

  private static final OpenApi API = OpenApi.DESCRIPTION;

  /** Files, which a description of an interface is not about. */
  private static final Pattern FILES =
      Pattern.compile("/(console|webjars|docs)(/.*)?|/favicon.ico");

  private final Request request;
  private final int status;
  private final HttpHeaders headers;

  private Conformity(Request request, int status, HttpHeaders headers) {
    this.request = request;
    this.status = status;
    this.headers = headers;
  }

  /** Checks an exchange. */
  static Answer check(Request request, Answer answer) {
    new Conformity(request, answer.status(), answer.headers()).check(answer.body());
    return answer;
  }

  /** Checks an exchange whose answer has no end. */
  static void checkHead(Request request, int status, HttpHeaders headers) {
    new Conformity(request, status, headers).check(new byte[0]);
  }

  private void check(byte[] body) {
    String template = API.template(request.path());
    JsonNode methods = API.paths().path(template == null ? "" : template);
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    JsonNode operation = methods.path(method.toLowerCase(Locale.ROOT));
    boolean reached = status < 400 || headers.firstValue(RequestIds.HEADER).isPresent();
    if (template == null || operation.isMissingNode() || !reached) {
      checkUndescribed(template, body);
      return;
    }
    JsonNode answers = operation.path("responses");
    String at = "/paths/" + template.replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
    String code = Integer.toString(status);
    assertTrue(answers.has(code), () -> this + " is an answer that the description does not have");
    JsonNode answer = API.resolve(answers.path(code));
    checkHeaders(answer.path("headers"));
    checkBody(answer, API.pointer(answers, at + "/responses", code), body);
    if (status < 300) {
      checkParameters(operation.path("parameters"));
      checkRequest(operation, at);
    }
  }

  /**
   * Whatever the description does not have is refused, or is what HTTP has everywhere. A container
   * may also refuse what is described, before the web application knows of it.
   */
  private void checkUndescribed(@Nullable String template, byte[] body) {
    boolean everywhere =
        template == null
            ? FILES.matcher(request.path()).matches()
            : request.method().equals("OPTIONS") && status < 300;
    assertTrue(
        status >= 400 || everywhere, () -> this + " works, but the description does not have it");
    if (type().equals("application/problem+json") && body.length > 0) {
      isRight("/components/schemas/Problem", body);
    }
  }

  private void checkHeaders(JsonNode described) {
    described
        .properties()
        .forEach(
            header -> {
              boolean must = API.resolve(header.getValue()).path("required").asBoolean();
              boolean there = headers.firstValue(header.getKey()).isPresent();
              assertTrue(there || !must, () -> this + " has no " + header.getKey());
            });
  }

  private void checkBody(JsonNode answer, String at, byte[] body) {
    JsonNode content = answer.path("content");
    if (content.isMissingNode()) {
      assertEquals("", new String(body, StandardCharsets.UTF_8), this::toString);
      return;
    }
    String type = type();
    assertTrue(content.has(type), () -> this + " is " + type);
    boolean isJson = type.endsWith("json") && !type.endsWith("ndjson");
    if (isJson && !request.method().equals("HEAD") && body.length > 0) {
      isRight(at + "/content/" + type.replace("/", "~1") + "/schema", body);
    }
  }

  private String type() {
    return headers.firstValue("Content-Type").orElse("").replaceFirst(" *;.*", "");
  }

  private void checkParameters(JsonNode described) {
    Set<String> unknown = new TreeSet<>(request.parameters());
    for (JsonNode reference : described) {
      JsonNode parameter = API.resolve(reference);
      JsonNode names = parameter.path("schema").path("propertyNames").path("pattern");
      unknown.remove(parameter.path("name").asText());
      unknown.removeIf(
          name -> !names.isMissingNode() && Pattern.compile(names.asText()).matcher(name).find());
    }
    assertEquals(Set.of(), unknown, () -> this + " takes what the description does not have");
  }

  private void checkRequest(JsonNode operation, String at) {
    byte[] body = request.body();
    if (body == null || request.isNdjson()) {
      return;
    }
    String text = new String(body, StandardCharsets.UTF_8).replace("\ufeff", "");
    if (!operation.has("requestBody")) {
      assertTrue(text.isBlank() || text.equals("{}"), () -> this + " takes a body");
    } else if (!text.isBlank() && takesJson(operation)) {
      isRight(at + "/requestBody/content/application~1json/schema", body(text));
    }
  }

  private static boolean takesJson(JsonNode operation) {
    return operation.path("requestBody").path("content").has("application/json");
  }

  private byte[] body(String text) {
    try {
      JsonNode body = OpenApi.json(text.getBytes(StandardCharsets.UTF_8));
      dropNulls(body);
      return body.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(this + " takes what is not JSON", e);
    }
  }

  /** They are as good as absent, which a schema could only say of each field. */
  private static void dropNulls(JsonNode body) {
    if (body instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isNull());
    } else if (body.isArray()) {
      body.forEach(Conformity::dropNulls);
    }
  }

  private void isRight(String schema, byte[] json) {
    try {
      List<String> errors = API.errors(schema, OpenApi.json(json));
      assertEquals(List.of(), errors, () -> this + " is not as " + schema + " says");
    } catch (IOException e) {
      throw new AssertionError(this + " is not JSON", e);
    }
  }

  @Override
  public String toString() {
    return request.method() + " " + request.target() + " " + status;
  }
}
