package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page may do from the browser of someone who can reach the server. */
interface BrowserRules extends Rules {

  private static String[] headers(String lines) {
    List<String> headers = new ArrayList<>();
    for (String line : lines.split(" \\| ", -1)) {
      headers.addAll(List.of(line.split(": ", 2)));
    }
    return headers.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: nonsense",
        "Sec-Fetch-Site: cross-site | Origin: https://evil.example",
        "Sec-Fetch-Site: cross-site | Sec-Fetch-Mode: navigate | Sec-Fetch-Dest: document",
        "Origin: https://evil.example",
        "Origin: http://localhost.evil.example",
        "Origin: null"
      })
  default void aPageOfAnotherSiteChangesNothing(String lines) {
    OwnQueue queue = queue();
    queue.add();

    for (String path : List.of("/jobs/enqueue", "/queues/" + queue.name() + "/purge", "/drain")) {
      http().post(path, queue.job(""), headers(lines)).isProblem(403, "cross-site");
    }

    assertEquals(1, queue.count("QUEUED"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/jobs", "/jobs/1?wait=60", "/events", "/metrics", "/console/x.js", "/nothing"})
  default void aPageOfAnotherSiteSeesNothing(String path) {
    http().get(path, "Sec-Fetch-Site", "cross-site").isProblem(403, "cross-site");
    http().get(path, "Origin", "https://evil.example").isProblem(403, "cross-site");
    http()
        .get(
            path,
            headers(
                "Sec-Fetch-Site: same-site | Sec-Fetch-Mode: navigate | Sec-Fetch-Dest: iframe"))
        .isProblem(403, "cross-site");
  }

  @Test
  default void noOtherSiteIsToldThatItMay() {
    Answer preflight =
        http()
            .send(
                "OPTIONS",
                "/jobs/enqueue",
                "",
                headers("Origin: https://evil.example | Access-Control-Request-Method: POST"));

    preflight.isProblem(403, "cross-site");
    assertEquals("", preflight.header("Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: none",
        // A proxy may have changed the host, but the browser knows what it asked for.
        "Sec-Fetch-Site: same-origin | Origin: https://queue.example"
      })
  default void aPageOfItsOwnMayDoEverything(String lines) {
    OwnQueue queue = queue();
    http().post("/jobs/enqueue", queue.job(""), headers(lines)).is(201);
    http().get("/queues/" + queue.name(), headers(lines)).is(200);
  }

  @Test
  default void withoutMoreToGoByItsOwnOriginIsThatOfTheHost() {
    String host = "127.0.0.1:3000";
    byte[] none = new byte[0];
    String length = "Content-Length: 0\r\n";

    http()
        .raw(host, "POST /jobs/dequeue?queue=x", length + "Origin: http://" + host + "\r\n", none)
        .is(204);
    http()
        .raw(host, "POST /jobs/dequeue?queue=x", length + "Origin: http://127.0.0.1\r\n", none)
        .isProblem(403, "cross-site");
  }

  @Test
  default void aLinkOnAnotherSiteCanBeFollowed() {
    String visit =
        "Sec-Fetch-Site: cross-site | Sec-Fetch-Mode: navigate | Sec-Fetch-Dest: document";
    Answer page = http().get("/", headers(visit + " | Accept: text/html")).is(200);

    assertEquals("nosniff", page.header("X-Content-Type-Options"));
    assertEquals("same-origin", page.header("Cross-Origin-Resource-Policy"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /jobs/stats, evil.example",
    "GET /jobs/stats, evil.example:3000",
    "GET /jobs/stats, localhost.evil.example:3000",
    "GET /jobs/stats, 127.0.0.1.evil.example",
    "GET /events, evil.example:3000",
    "POST /jobs/dequeue, evil.example:3000"
  })
  default void aNameThatOnlyLeadsHereIsNotOursOnLoopback(String line, String host) {
    http()
        .raw(host, line, "Content-Length: 0\r\nSec-Fetch-Site: same-origin\r\n", new byte[0])
        .isProblem(421, "unknown-host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:3000", "[::1]:3000"})
  default void onLoopbackItIsLocalhostOrAnAddress(String host) {
    http().raw(host, "GET /jobs/stats", "", new byte[0]).is(200);
  }
}
