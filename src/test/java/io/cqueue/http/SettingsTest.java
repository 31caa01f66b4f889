package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.config.ConfigException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings in someone else's servlet container, and what they do over HTTP. */
@Timeout(60)
final class SettingsTest {

  private static final Map<String, String> TIGHT =
      Map.of("max-json-depth", "8", "max-number-length", "32");

  @ParameterizedTest
  @CsvSource({
    "trusted-proxies, 999.1.1.1, IP addresses",
    "jwt-jwks-url, https://[, a URL",
    "cors-origins, https://[, origins",
    "allowed-hosts, a:1, host names",
    "tokens, a\0b, a path",
    "max-json-depth, 7, a whole number"
  })
  void aWrongOneKeepsTheContainerFromStartingItWithAMessageThatNamesIt(
      String name, String value, String form) {
    Throwable why =
        assertThrows(IllegalStateException.class, () -> new TokenServer(Map.of(name, value)))
            .getCause();

    assertTrue(why instanceof ConfigException, String.valueOf(why));
    String message = String.valueOf(why.getMessage());
    assertTrue(message.contains(name + ": \"" + value + "\" must be " + form), message);
    assertTrue(message.contains("(context parameter cqueue." + name + ")"), message);
  }

  @Test
  void jsonThatIsTooDeepIsRefusedAtItsPlace() {
    try (TokenServer server = new TokenServer(TIGHT)) {
      Http http = server.http();
      String fits = "{\"Payload\":" + "[".repeat(7) + "]".repeat(7) + "}";
      http.post("/jobs/enqueue", fits).is(201);

      String deeper = "{\"Payload\":" + "[".repeat(8) + "]".repeat(8) + "}";
      Answer refused = http.post("/jobs/enqueue", deeper).isProblem(400, "malformed");
      assertEquals(
          "The body is not JSON (line 1, column 20): objects and arrays in it are too deep in each"
              + " other, for the setting max-json-depth.",
          refused.json().path("detail").asText());
      http.post("/jobs/enqueue", "[".repeat(9)).isProblem(400, "malformed");
      String settled =
          "{\"Conclude\":[{\"ID\":1,\"Result\":" + "[".repeat(6) + "]".repeat(6) + "}]}";
      http.post("/jobs/dequeue", settled).isProblem(400, "malformed");
    }
  }

  @Test
  void aNumberThatIsTooLongIsRefusedAtItsPlace() {
    try (TokenServer server = new TokenServer(TIGHT)) {
      Http http = server.http();
      http.post("/jobs/enqueue", "{\"Payload\":" + "1".repeat(32) + "}").is(201);
      http.post("/jobs/enqueue", "{\"Payload\":0." + "1".repeat(31) + "}").is(201);

      Answer refused =
          http.post("/jobs/enqueue", "{\"Payload\":" + "1".repeat(33) + "}")
              .isProblem(400, "malformed");
      assertEquals(
          "The body is not JSON (line 1, column 45): a number in it is too long, for the setting"
              + " max-number-length.",
          refused.json().path("detail").asText());
      http.post("/jobs/enqueue", "{\"Payload\":[0." + "1".repeat(40) + "]}")
          .isProblem(400, "malformed");
      http.post("/jobs/enqueue", "{\"Priority\":" + "1".repeat(33) + "}")
          .isProblem(400, "malformed");
    }
  }

  /** Without the checks of {@link Conformity}, which reads JSON with limits of its own. */
  private static String plainPost(TokenServer server, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return answer.body();
  }

  @Test
  void theLimitsCanBeRaised() throws Exception {
    Map<String, String> wide = Map.of("max-json-depth", "10000", "max-number-length", "100000");
    try (TokenServer server = new TokenServer(wide)) {
      Http http = server.http();
      String deep = "[".repeat(9_999) + "]".repeat(9_999);
      plainPost(server, "/jobs/enqueue", "{\"Payload\":" + deep + "}");
      assertTrue(plainPost(server, "/jobs/dequeue", "").contains(deep));
      http.post("/jobs/enqueue", "{\"Payload\":" + "1".repeat(100_000) + "}").is(201);
      http.post("/jobs/enqueue", "{\"Priority\":" + "1".repeat(100_000) + "}").blames("Priority");
      http.post("/jobs/enqueue", "{\"Delay\":" + "1".repeat(100_000) + "}").blames("Delay");
    }
  }
}
