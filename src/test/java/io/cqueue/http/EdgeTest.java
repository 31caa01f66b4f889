package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings allow, over connections from and to any address. */
@Timeout(60)
final class EdgeTest {

  private static final String OTHER = "192.0.2.7";
  private static final String ELSEWHERE = "192.0.2.1";
  private static final String HOST = "Host: queue.example\r\n";
  private static final String DEQUEUE = "POST /jobs/dequeue";

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.1",
    "192.0.2.7, 0.0.0.0",
    "127.0.0.1, 192.0.2.1",
    "2001:db8::7, 2001:db8::1",
    "fe80::7, fe80::1"
  })
  void withoutTokensWhoComesToAnotherAddressThanLoopbackIsRefused(String from, String to)
      throws Exception {
    try (EdgeServer server = new EdgeServer(Map.of())) {
      for (String line : new String[] {DEQUEUE, "GET /", "GET /events", "GET /webjars/x"}) {
        Answer answer = server.ask(from, to, line, "Host: 192.0.2.1\r\n");
        answer.isProblem(403, "loopback-only");
        assertTrue(answer.text().contains("insecure"), answer::text);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "127.0.0.1, 127.1.2.3", "::1, ::1"})
  void withoutTokensLoopbackIsOpen(String from, String to) throws Exception {
    try (EdgeServer server = new EdgeServer(Map.of())) {
      server.ask(from, to, DEQUEUE, "Host: localhost\r\n").is(204);
    }
  }

  @Test
  void theSettingInsecureOpensItToAll() throws Exception {
    try (EdgeServer server = new EdgeServer(Map.of("insecure", "true"))) {
      server.ask(OTHER, ELSEWHERE, DEQUEUE, HOST).is(204);
      server.ask(OTHER, ELSEWHERE, DEQUEUE, HOST + "Sec-Fetch-Site: cross-site\r\n").is(403);
      // On loopback it is as before.
      server.ask("127.0.0.1", "127.0.0.1", DEQUEUE, HOST).isProblem(421, "unknown-host");
    }
  }

  @Test
  void theNamesOfTheServerAreTheOnlyOnesIfThereAreAny() throws Exception {
    Map<String, String> settings =
        Map.of("insecure", "true", "allowed-hosts", "a.example,Queue.example");
    try (EdgeServer server = new EdgeServer(settings)) {
      for (String to : new String[] {"127.0.0.1", ELSEWHERE}) {
        server.ask(OTHER, to, DEQUEUE, "Host: QUEUE.example:3000\r\n").is(204);
        server.ask(OTHER, to, DEQUEUE, "Host: a.example\r\n").is(204);
        server.ask(OTHER, to, DEQUEUE, "Host: localhost\r\n").is(204);
        server.ask(OTHER, to, DEQUEUE, "Host: 192.0.2.1:3000\r\n").is(204);
        server.ask(OTHER, to, DEQUEUE, "Host: evil.example\r\n").isProblem(421, "unknown-host");
      }
    }
  }

  private static final String PREFLIGHT =
      String.join(
          "\r\n",
          "Host: localhost",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Mode: cors",
          "Access-Control-Request-Method: POST",
          "Access-Control-Request-Headers: content-type,idempotency-key",
          "");

  @Test
  void anotherSiteThatIsAllowedHearsFromItsBrowserThatItMay() throws Exception {
    Map<String, String> settings =
        Map.of("cors-origins", "https://a.example,https://b.example:8443");
    try (EdgeServer server = new EdgeServer(settings)) {
      String origin = "Origin: https://b.example:8443\r\n";
      Answer answer = ask(server, "OPTIONS /jobs/enqueue", PREFLIGHT + origin).is(204);

      assertEquals("https://b.example:8443", answer.header("Access-Control-Allow-Origin"));
      assertTrue(answer.header("Access-Control-Allow-Methods").contains("POST"));
      assertEquals("content-type,idempotency-key", answer.header("Access-Control-Allow-Headers"));
      assertEquals("Origin", answer.header("Vary"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /jobs/dequeue", "GET /jobs/0", "GET /events?x=1", "OPTIONS /jobs"})
  void anotherSiteThatIsAllowedSeesTheAnswer(String line) throws Exception {
    try (EdgeServer server = new EdgeServer(Map.of("cors-origins", "https://a.example"))) {
      String headers = "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n";
      Answer plain = ask(server, line, "Host: localhost\r\n");
      Answer answer = ask(server, line, headers + "Origin: https://a.example\r\n");

      answer.is(plain.status());
      assertEquals("https://a.example", answer.header("Access-Control-Allow-Origin"));
      assertTrue(answer.header("Access-Control-Expose-Headers").contains("Location"));
      assertEquals("", answer.header("Access-Control-Allow-Credentials"));
      // A cache must not give one the answer of the other.
      assertEquals("Origin", plain.header("Vary"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://b.example",
        "http://a.example",
        "https://a.example:444",
        "https://a.example.evil.example",
        "null"
      })
  void noOtherOriginIsAllowedWithIt(String origin) throws Exception {
    try (EdgeServer server = new EdgeServer(Map.of("cors-origins", "https://a.example"))) {
      Answer answer =
          ask(server, "OPTIONS /jobs/enqueue", PREFLIGHT + "Origin: " + origin + "\r\n");

      answer.isProblem(403, "cross-site");
      assertEquals("", answer.header("Access-Control-Allow-Origin"));
    }
  }

  private static Answer ask(EdgeServer server, String line, String headers) {
    return server.ask("127.0.0.1", "127.0.0.1", line, headers);
  }
}
