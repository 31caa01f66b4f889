package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP itself asks for: paths, methods, content negotiation. */
interface ProtocolRules {

  /** The server under test. */
  Http http();

  /**
   * Whether a problem is also the answer to what the container refuses before it looks for a web
   * application. That page is a setting of the container, out of a WAR's reach. (Jetty 12.0 does
   * ask the WAR about WEB-INF, but stumbles over the answer when the connection has been used
   * before.)
   */
  default boolean connectorAnswersWithProblems() {
    return true;
  }

  private static Set<String> allowed(Answer answer) {
    return Set.of(answer.header("Allow").split(" *, *"));
  }

  @Test
  default void theRootSaysWhatThisIs() {
    Answer program = http().get("/").is(200);
    Answer browser = http().get("/", "Accept", "text/html,application/xml;q=0.9,*/*;q=0.8").is(200);

    assertEquals("cqueue", program.json().path("Name").textValue());
    assertTrue(program.json().path("Documentation").asText().startsWith("https://"));
    assertTrue(browser.header("Content-Type").startsWith("text/html"));
    assertTrue(browser.text().contains("cqueue"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /jobs/enqueue?queue=mail",
        "PUT /jobs/enqueue?queue=mail",
        "POST /jobs/1/conclude?queue=mail",
        "POST /jobs/conclude?queue=mail",
        "POST /queues/a/pause?queue=mail",
        "GET /queues?queue=mail",
        "POST /drain?queue=mail",
        "GET /jobs/stats?queue=mail"
      })
  default void aParameterThatARequestDoesNotTakeIsRefusedAndNotLost(String request) {
    String[] parts = request.split(" ", -1);
    String body = parts[0].equals("GET") ? "" : "{}";

    http().send(parts[0], parts[1], body).isProblem(400, "invalid").blames("queue");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/jobs/nothing",
        "/jobs/-1",
        "/jobs/1x",
        "/jobs/1/nothing",
        "/jobs/1/conclude/2",
        "/jobs/conclude/x",
        "/error",
        "/%3Cscript%3E"
      })
  default void anUnknownPathIs404(String path) {
    http().get(path).isProblem(404, "not-found").blamesNoField();
    http().post(path, "{}").isProblem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jobs/%2F",
        "/jobs/a%zz",
        "/jobs/%00",
        "/jobs/%ff",
        "/jobs/%5C",
        "/jobs/a|b",
        "/jobs/<",
        "/jobs//",
        "/%2e%2e%2f%2e%2e%2f",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF"
      })
  default void aPathThatNobodyMayAskForIsRefused(String path) {
    Answer answer = http().raw("GET " + path, "Connection: close\r\n", new byte[0]);

    assertTrue(answer.status() >= 400, () -> answer.status() + "");
    assertFalse(answer.text().contains("\tat "), answer::text);
    assertFalse(answer.text().contains("<web-app"), answer::text);
    if (connectorAnswersWithProblems()) {
      boolean unknown = answer.status() == 404;
      answer.isProblem(unknown ? 404 : 400, unknown ? "not-found" : "bad-request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/jobs/1x", "/jobs/%2F", "/jobs//", "/jobs/x;a=b\\"})
  default void afterAPathWasRefusedTheConnectionIsAsGoodAsBefore(String path) {
    for (boolean chunked : new boolean[] {false, true}) {
      try (Wire wire = http().wire()) {
        String request =
            chunked
                ? wire.head("POST " + path, "Transfer-Encoding: chunked\r\n")
                    + "2\r\n{}\r\n0\r\n\r\n"
                : wire.request("POST " + path, "{}");
        Answer refused = wire.send(request).answer();
        assertTrue(refused.status() >= 400, () -> refused.status() + "");
        if (!refused.header("Connection").equals("close")) {
          wire.send(wire.request("POST /jobs/enqueue", "{}")).answer().is(201);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /jobs/enqueue, POST PUT OPTIONS",
    "HEAD, /jobs/enqueue, POST PUT OPTIONS",
    "DELETE, /jobs/enqueue, POST PUT OPTIONS",
    "GET, /jobs/dequeue, POST OPTIONS",
    "PUT, /jobs/dequeue, POST OPTIONS",
    "GET, /jobs/1/conclude, POST PUT OPTIONS",
    "GET, /jobs/conclude/1, POST PUT OPTIONS",
    "POST, /jobs/1, GET HEAD DELETE PATCH OPTIONS",
    "PUT, /jobs, GET HEAD OPTIONS",
    "GET, /jobs/conclude, POST OPTIONS",
    "PUT, /jobs/fail, POST OPTIONS",
    "GET, /jobs/cancel, POST OPTIONS",
    "GET, /jobs/extend, POST OPTIONS",
    "GET, /jobs/release, POST OPTIONS",
    "PUT, /jobs/1/fail, POST OPTIONS",
    "GET, /jobs/1/extend, POST OPTIONS",
    "GET, /jobs/1/release, POST OPTIONS",
    "GET, /jobs/1/retry, POST OPTIONS",
    "GET, /jobs/1/move, POST OPTIONS",
    "POST, /queues, GET HEAD OPTIONS",
    "POST, /queues/a, GET HEAD PUT DELETE OPTIONS",
    "PATCH, /queues/a, GET HEAD PUT DELETE OPTIONS",
    "GET, /queues/a/pause, POST OPTIONS",
    "GET, /queues/a/resume, POST OPTIONS",
    "PUT, /queues/a/purge, POST OPTIONS",
    "DELETE, /queues/a/retry-failed, POST OPTIONS",
    "GET, /drain, POST DELETE OPTIONS",
    "POST, /schedules, GET HEAD OPTIONS",
    "POST, /schedules/a, GET HEAD PUT DELETE OPTIONS",
    "POST, /health/live, GET HEAD OPTIONS",
    "POST, /health/ready, GET HEAD OPTIONS",
    "POST, /events, GET HEAD OPTIONS",
    "POST, /jobs/stats, GET HEAD OPTIONS",
    "NONSENSE, /jobs/stats, GET HEAD OPTIONS",
    "PATCH, /jobs/stats, GET HEAD OPTIONS"
  })
  default void aWrongMethodIs405AndSaysWhichAreRight(String method, String path, String allow) {
    Answer answer = http().send(method, path, "");

    if (!method.equals("HEAD")) {
      answer.isProblem(405, "method-not-allowed");
    }
    answer.is(405);
    assertTrue(
        allowed(answer).containsAll(Set.of(allow.split(" ", -1))), () -> allowed(answer) + "");
    assertFalse(allowed(answer).contains(method), () -> allowed(answer) + "");
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs/enqueue, POST PUT OPTIONS",
    "/jobs/dequeue, POST OPTIONS",
    "/jobs/1/conclude, POST PUT OPTIONS",
    "/jobs/conclude/1, POST PUT OPTIONS",
    "/jobs/1, GET HEAD DELETE PATCH OPTIONS",
    "/jobs, GET HEAD OPTIONS",
    "/jobs/conclude, POST OPTIONS",
    "/jobs/1/fail, POST OPTIONS",
    "/queues, GET HEAD OPTIONS",
    "/queues/a, GET HEAD PUT DELETE OPTIONS",
    "/queues/a/pause, POST OPTIONS",
    "/drain, POST DELETE OPTIONS",
    "/schedules, GET HEAD OPTIONS",
    "/schedules/a, GET HEAD PUT DELETE OPTIONS",
    "/health/live, GET HEAD OPTIONS",
    "/events, GET HEAD OPTIONS",
    "/jobs/stats, GET HEAD OPTIONS",
    "/, GET HEAD OPTIONS"
  })
  default void optionsSaysWhichMethodsThereAre(String path, String allow) {
    Answer answer = http().send("OPTIONS", path, "");

    assertTrue(answer.status() == 200 || answer.status() == 204, () -> answer.status() + "");
    assertTrue(
        allowed(answer).containsAll(Set.of(allow.split(" ", -1))), () -> allowed(answer) + "");
  }

  @Test
  default void optionsOfAnUnknownPathIs404() {
    http().send("OPTIONS", "/nothing", "").isProblem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/jobs/stats",
        "/nothing",
        "/jobs/0",
        "/jobs",
        "/queues",
        "/queues/a",
        "/schedules",
        "/schedules/nothing",
        "/health/live",
        "/health/ready"
      })
  default void headIsGetWithoutTheBody(String path) {
    Answer get = http().get(path);
    Answer head = http().send("HEAD", path, "").is(get.status());

    assertEquals(0, head.body().length);
    assertEquals(get.header("Content-Type"), head.header("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "image/png", "application/xml;q=0.5", "*/*;q=0", "/", "", ";"})
  default void acceptDoesNotMatterWhereThereIsOneKindOfAnswer(String accept) {
    Answer created = http().post("/jobs/enqueue", "{}", "Accept", accept).is(201);

    http().get("/jobs/" + created.id(), "Accept", accept).is(200);
    http().get("/jobs/stats", "Accept", accept).is(200);
    http().post("/jobs/dequeue", "", "Accept", accept).is(200);
    http().post("/jobs/dequeue?queue=nobody", "", "Accept", accept).is(204);
    http().get("/jobs/0", "Accept", accept).isProblem(404, "unknown-job");
    http().get("/nothing", "Accept", accept).isProblem(404, "not-found");
    http().get("/jobs/dequeue", "Accept", accept).isProblem(405, "method-not-allowed");
  }

  @Test
  default void whoeverDoesNotAskForAPageAtTheRootGetsJson() {
    assertEquals(
        "cqueue", http().get("/", "Accept", "image/png").is(200).json().get("Name").asText());
  }
}
