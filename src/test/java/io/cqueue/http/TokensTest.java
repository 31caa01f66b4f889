package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import io.cqueue.auth.Issuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where tokens come from, how often they can be used, and what is written of it, over HTTP. */
@Timeout(120)
final class TokensTest {

  @TempDir private Path directory = Path.of("");

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("tokens"), List.of(lines));
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  @Test
  void aFileThatChangesIsReadWithoutANewStart() throws IOException {
    Path file = file(TokenServer.line("one", "read", "*"));
    try (TokenServer server = new TokenServer(Map.of("tokens", file.toString()))) {
      server.http().get("/jobs/stats", bearer("one")).is(200);
      server.http().get("/jobs/stats", bearer("second")).is(401);
      file(TokenServer.line("second", "read", "*"));

      Patience.until(() -> server.http().get("/jobs/stats", bearer("second")).status() == 200);
      server.http().get("/jobs/stats", bearer("one")).is(401);
    }
  }

  private static Future<Answer> begin(Supplier<Answer> request) {
    FutureTask<Answer> answer = new FutureTask<>(request::get);
    new Thread(answer, "someone who waits").start();
    return answer;
  }

  private static long waiting(Http http) {
    return http.get("/jobs/stats", bearer("stays"))
        .is(200)
        .json()
        .path("WaitingConsumers")
        .asLong();
  }

  @Test
  void whatGoesOnEndsWhenItsTokenIsTakenAway() throws IOException {
    String stays = TokenServer.line("stays", "read,produce,consume", "*");
    Path file = file(TokenServer.line("goes", "read,consume", "*"), stays);
    try (TokenServer server = new TokenServer(Map.of("tokens", file.toString()))) {
      Http http = server.http();
      http.post("/jobs/enqueue", json("{'Queue':'other'}"), bearer("stays")).is(201);
      Listener goes = Listener.open(http, "", bearer("goes"));
      Listener stayer = Listener.open(http, "", bearer("stays"));
      Future<Answer> job = begin(() -> http.post("/jobs/dequeue?wait=60", "", bearer("goes")));
      Patience.until(() -> waiting(http) == 1);
      Future<Answer> result = begin(() -> http.get("/jobs/1?wait=60", bearer("goes")));
      Future<Answer> other = begin(() -> http.post("/jobs/dequeue?wait=60", "", bearer("stays")));
      Patience.until(() -> waiting(http) == 2);

      file(stays);

      Patience.get(job).isProblem(401, "unauthenticated");
      Patience.get(result).isProblem(401, "unauthenticated");
      goes.awaitEnd();
      assertEquals(1, waiting(http));
      http.post("/jobs/enqueue", "{}", bearer("stays")).is(201);
      assertEquals(2, Patience.get(other).is(200).id());
      stayer.next().isOf(2, "QUEUED");
      stayer.close();
    }
  }

  @Test
  void whatGoesOnEndsWhenItsTokenGetsOtherRights() throws IOException {
    String stays = TokenServer.line("stays", "read", "*");
    Path file = file(TokenServer.line("goes", "read,consume", "*"), stays);
    try (TokenServer server = new TokenServer(Map.of("tokens", file.toString()))) {
      Http http = server.http();
      Listener goes = Listener.open(http, "", bearer("goes"));
      Future<Answer> job = begin(() -> http.post("/jobs/dequeue?wait=60", "", bearer("goes")));
      Patience.until(() -> waiting(http) == 1);

      file(TokenServer.line("goes", "read,consume", "mail"), stays);

      Patience.get(job).isProblem(403, "forbidden");
      goes.awaitEnd();
      assertEquals(0, waiting(http));
      http.post("/jobs/dequeue?queue=mail", "", bearer("goes")).is(204);
    }
  }

  @Test
  void aFileWithAMistakeKeepsTheServerFromStarting() throws IOException {
    Path file = file("one read * sha256:short");

    assertThrows(
        IllegalStateException.class, () -> new TokenServer(Map.of("tokens", file.toString())));
  }

  @Test
  void tokensOfAnIssuerAreValidBesideThoseOfTheFile() throws IOException, JOSEException {
    Path file = file(TokenServer.line("one", "read", "*"));
    try (Issuer issuer = new Issuer();
        TokenServer server =
            new TokenServer(
                Map.of(
                    "tokens",
                    file.toString(),
                    "jwt-issuer",
                    Issuer.NAME,
                    "jwt-audience",
                    Issuer.AUDIENCE,
                    "jwt-jwks-url",
                    issuer.keys().toString()))) {
      String token = issuer.sign(Issuer.claims(Instant.now()).build());
      String over = issuer.sign(Issuer.claims(Instant.now().minusSeconds(3600)).build());
      String mail = json("{'Queue':'mail'}");

      server.http().get("/jobs/stats", bearer("one")).is(200);
      server.http().post("/jobs/enqueue", mail, bearer(token)).is(201);
      server.http().post("/jobs/enqueue", mail, bearer(over)).isProblem(401, "unauthenticated");
      server.http().post("/jobs/enqueue", "{}", bearer(token)).isProblem(403, "forbidden");
    }
  }

  @Test
  void anIssuerWithoutKeysMakesTokensUncheckable() throws IOException, JOSEException {
    try (Issuer issuer = new Issuer();
        TokenServer server =
            new TokenServer(
                Map.of(
                    "jwt-issuer", Issuer.NAME,
                    "jwt-audience", Issuer.AUDIENCE,
                    "jwt-jwks-url", issuer.keys() + "/none"))) {
      issuer.goDown();
      String token = issuer.sign(Issuer.claims(Instant.now()).build());

      Answer answer = server.http().get("/jobs/stats", bearer(token));
      answer.isProblem(503, "login-unavailable");
      assertEquals("1", answer.header("Retry-After"));
    }
  }

  @Test
  void aTokenThatIsUsedTooOftenIsRefusedForAMoment() throws IOException {
    Path file = file(TokenServer.line("one", "read", "*"), TokenServer.line("second", "read", "*"));
    Map<String, String> settings = Map.of("tokens", file.toString(), "token-rate", "1");
    try (TokenServer server = new TokenServer(settings)) {
      Answer answer = server.http().get("/jobs/stats", bearer("one")).is(200);
      while (answer.status() == 200) { // as long as this machine takes more than a second for it
        answer = server.http().get("/jobs/stats", bearer("one"));
      }
      answer.isProblem(429, "too-many-requests");
      assertEquals("1", answer.header("Retry-After"));
      server.http().get("/jobs/stats", bearer("second")).is(200);
      server.http().get("/health/live", bearer("one")).is(200);
    }
  }

  @Test
  void whatOperatorsDoIsWrittenDown() throws IOException {
    Path file =
        file(TokenServer.line("ops", "produce,operate", "*"), TokenServer.line("web", "read", "*"));
    Path log = directory.resolve("audit");
    Map<String, String> settings = Map.of("tokens", file.toString(), "audit-log", log.toString());
    try (TokenServer server = new TokenServer(settings)) {
      Http http = server.http();
      http.post("/jobs/enqueue", json("{'Queue':'mail'}"), bearer("ops")).is(201);
      http.get("/queues", bearer("web")).is(200);
      assertFalse(Files.exists(log), "nobody operated");

      http.post("/queues/mail/pause", "", with("ops", "r1")).is(200);
      http.send("DELETE", "/jobs/1", "", with("ops", "r2")).is(200);
      http.post("/jobs/1/move?queue=b", "", with("ops", "r3")).is(409);
      http.post("/queues/mail/purge", "", with("web", "r4")).is(403);
      http.post("/drain", "", "X-Request-Id", "r5").is(401);
      http.send(
              "PUT",
              "/schedules/s",
              json("{'Cron':'0 0 1 1 *','Job':{'Queue':'mail'}}"),
              with("ops", "r6"))
          .is(200);
    }

    List<String> lines = Files.readAllLines(log);
    List<String> expected =
        List.of(
            "caller=ops method=POST path=/queues/mail/pause queue=mail status=200 HERE r1",
            "caller=ops method=DELETE path=/jobs/1 queue=mail status=200 HERE r2",
            "caller=ops method=POST path=/jobs/1/move?queue=b queue=- status=409 HERE r3",
            "caller=web method=POST path=/queues/mail/purge queue=mail status=403 HERE r4",
            "caller=- method=POST path=/drain queue=- status=401 HERE r5",
            "caller=ops method=PUT path=/schedules/s queue=mail status=200 HERE r6");
    assertEquals(
        expected.stream().map(it -> it.replace("HERE ", "from=127.0.0.1 request=")).toList(),
        lines.stream().map(it -> it.substring(it.indexOf(' ') + 1)).toList());
    Instant.parse(lines.get(0).substring(0, lines.get(0).indexOf(' ')));
  }

  private static String[] with(String token, String id) {
    return new String[] {"Authorization", "Bearer " + token, "X-Request-Id", id};
  }

  @Test
  void withoutTokensTheRecordHasNoNames() throws IOException {
    Path log = directory.resolve("audit");
    try (TokenServer server = new TokenServer(Map.of("audit-log", log.toString()))) {
      server.http().post("/queues/mail/pause", "").is(200);
    }

    String line = Files.readString(log);
    assertTrue(line.contains(" caller=- method=POST path=/queues/mail/pause "), line);
  }
}
