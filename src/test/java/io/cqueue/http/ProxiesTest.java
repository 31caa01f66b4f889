package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks, and for what address, when there are proxies in between. */
@Timeout(60)
final class ProxiesTest {

  private static final String TRUSTED = "10.0.0.0/8,192.0.2.1,2001:db8::/32";

  /** Answers with the address of its client. */
  @SuppressWarnings("serial") // no container writes servlets to disk
  private static final class Mirror extends HttpServlet {

    private final Proxies proxies = new Proxies(TRUSTED);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] client = proxies.client(request).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      response.setContentLength(client.length);
      response.getOutputStream().write(client);
    }
  }

  private static String client(String from, String headers) throws Exception {
    try (EdgeServer server = new EdgeServer(new Mirror())) {
      String to = from.contains(":") ? "::1" : "127.0.0.1";
      String lines = headers.replace(" | ", "\r\n") + (headers.isEmpty() ? "" : "\r\n");
      return server.ask(from, to, "GET /", "Host: localhost\r\n" + lines).is(200).text();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "10.1.2.3 > X-Forwarded-For: 203.0.113.9 > 203.0.113.9",
        "192.0.2.1 > X-Forwarded-For: 203.0.113.9 > 203.0.113.9",
        "10.1.2.3 > X-Forwarded-For: 203.0.113.9:4711 > 203.0.113.9",
        // What the client made up comes first, what our proxies know last.
        "10.1.2.3 > X-Forwarded-For: 1.2.3.4, 203.0.113.9, 10.9.9.9 > 203.0.113.9",
        "10.1.2.3 > X-Forwarded-For: 1.2.3.4 | X-Forwarded-For: 203.0.113.9 > 203.0.113.9",
        "10.1.2.3 > Forwarded: for=1.2.3.4, for=203.0.113.9;proto=https > 203.0.113.9",
        "10.1.2.3 > Forwarded: proto=https; For=\"[2001:db9::7]:99\" > 2001:db9::7",
        "10.1.2.3 > Forwarded: for=203.0.113.9 | X-Forwarded-For: 1.2.3.4 > 203.0.113.9",
        "2001:db8:0:0:0:0:0:5 > X-Forwarded-For: 203.0.113.9 > 203.0.113.9",
        "10.1.2.3 > X-Forwarded-For: 10.5.5.5 > 10.5.5.5",
        // What is no address might be a name that someone would have to be asked about.
        "10.1.2.3 > X-Forwarded-For: 256.1.1.1 > 10.1.2.3",
        "10.1.2.3 > X-Forwarded-For: .a:1:b > 10.1.2.3"
      })
  void aTrustedProxyIsBelieved(String from, String headers, String client) throws Exception {
    assertEquals(client, client(from, headers));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.2", "11.0.0.1", "127.0.0.1"})
  void anyoneElseIsNot(String from) throws Exception {
    assertEquals(from, client(from, "X-Forwarded-For: 203.0.113.9 | Forwarded: for=203.0.113.9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "X-Forwarded-For: ",
        "X-Forwarded-For: unknown",
        "X-Forwarded-For: 203.0.113.9, localhost",
        "X-Forwarded-For: 1.2.3.4.5",
        "X-Forwarded-For: 999.1.1.1",
        "X-Forwarded-For: <script>",
        "Forwarded: for=_hidden",
        "Forwarded: for=",
        "Forwarded: proto=https",
        "Forwarded: ;;==,,\""
      })
  void ifAProxySaysNothingThatIsAnAddressItIsTheClientItself(String headers) throws Exception {
    assertEquals("10.1.2.3", client("10.1.2.3", headers));
  }

  @Test
  void locationLeadsThroughTheProxy() throws Exception {
    Map<String, String> settings = Map.of("insecure", "true", "trusted-proxies", TRUSTED);
    try (EdgeServer server = new EdgeServer(settings)) {
      assertEquals("/queue/jobs/1", location(server, "10.1.2.3", "/queue"));
      assertEquals("/a/b/jobs/2", location(server, "10.1.2.3", "/a/b/"));
      assertEquals("/jobs/3", location(server, "10.1.2.3", "//evil.example"));
      assertEquals("/jobs/4", location(server, "10.1.2.3", "/"));
      assertEquals("/jobs/5", location(server, "192.0.2.2", "/queue"));
    }
  }

  private static String location(EdgeServer server, String from, String prefix) {
    String headers = "Host: queue.internal\r\nX-Forwarded-Prefix: " + prefix + "\r\n";
    return server
        .ask(from, "192.0.2.1", "POST /jobs/enqueue", headers, "{}")
        .is(201)
        .header("Location");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "204 > 10.1.2.3 > X-Forwarded-Host: queue.example | X-Forwarded-Proto: https",
        "204 > 10.1.2.3 > Forwarded: for=203.0.113.9;host=queue.example;proto=https",
        "403 > 10.1.2.3 > X-Forwarded-Host: queue.example | X-Forwarded-Proto: http",
        "403 > 10.1.2.3 > X-Forwarded-Host: queue.example, other.example",
        "403 > 192.0.2.2 > X-Forwarded-Host: queue.example | X-Forwarded-Proto: https",
        "403 > 10.1.2.3 > X-Other: x"
      })
  void theOwnOriginIsThatOfTheProxy(int status, String from, String headers) throws Exception {
    Map<String, String> settings = Map.of("insecure", "true", "trusted-proxies", TRUSTED);
    try (EdgeServer server = new EdgeServer(settings)) {
      String lines = headers.replace(" | ", "\r\n") + "\r\n";
      String browser = "Host: queue.internal\r\nOrigin: https://queue.example\r\n";
      server.ask(from, "192.0.2.1", "POST /jobs/dequeue", browser + lines).is(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::1/129", "a,b"})
  void whatIsNoAddressIsNotTrusted(String trusted) {
    assertThrows(IllegalArgumentException.class, () -> new Proxies(trusted));
  }
}
