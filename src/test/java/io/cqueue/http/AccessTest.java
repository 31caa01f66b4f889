package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, for each request there is, over HTTP. {@link #ROUTES} is the table of it. */
@Timeout(120)
final class AccessTest {

  /** What a caller gets to see of a queue that it has no right to. */
  private enum Hidden {
    /** It is open to all and tells of no queue. */
    NOT_AT_ALL(""),
    /** Its answer has nothing of that queue. */
    NOTHING_THERE("has nothing of it"),
    /** A job that does not exist. */
    UNKNOWN_JOB("404"),
    /** The same for one of many. */
    UNKNOWN_ITEM("404 for that item"),
    /** A batch that does not exist. */
    UNKNOWN_BATCH("404"),
    /** A schedule that does not exist. */
    UNKNOWN_SCHEDULE("404"),
    /** It names the queue to change something there. */
    FORBIDDEN("403"),
    /** It has to do with all queues. */
    NEEDS_ALL("403, unless it is for `*`");

    private final String words;

    Hidden(String words) {
      this.words = words;
    }
  }

  /**
   * A request.
   *
   * @param name its method and path, as the documentation has them
   * @param roles one of which is needed; none if it is open to all
   * @param hidden what it is for a caller of another queue
   * @param path a path to send it to, with {@code ID} for that of a job
   * @param body a body to send
   */
  private record Route(String name, Set<Role> roles, Hidden hidden, String path, String body) {

    String method() {
      return name.substring(0, name.indexOf(' '));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Route route(String name, Hidden hidden, String path, String body, Role... roles) {
    return new Route(name, Set.of(roles), hidden, path, json(body));
  }

  private static Route open(String path) {
    return route("GET " + path, Hidden.NOT_AT_ALL, path, "");
  }

  private static final Role P = Role.PRODUCE;
  private static final Role C = Role.CONSUME;
  private static final Role O = Role.OPERATE;
  private static final Role R = Role.READ;

  private static final String ITEM = "[{'ID':ID}]";
  private static final String NEW = "{'Queue':'mine'}";

  private static final List<Route> ROUTES =
      List.of(
          open("/"),
          open("/health/live"),
          open("/health/ready"),
          open("/openapi.json"),
          open("/openapi.yaml"),
          route("POST /jobs/enqueue", Hidden.FORBIDDEN, "/jobs/enqueue", NEW, P),
          route("PUT /jobs/enqueue", Hidden.FORBIDDEN, "/jobs/enqueue", NEW, P),
          route("POST /batches", Hidden.FORBIDDEN, "/batches", "{'Jobs':[" + NEW + "]}", P),
          route("GET /batches/{id}", Hidden.UNKNOWN_BATCH, "/batches/BATCH", "", P, R),
          route("GET /jobs/{id}", Hidden.UNKNOWN_JOB, "/jobs/ID", "", P, R),
          route("GET /jobs", Hidden.NOTHING_THERE, "/jobs?queue=mine", "", R),
          route("POST /jobs/dequeue", Hidden.FORBIDDEN, "/jobs/dequeue?queue=mine", "", C),
          route("POST /jobs/{id}/conclude", Hidden.UNKNOWN_JOB, "/jobs/ID/conclude", "", C),
          route("PUT /jobs/{id}/conclude", Hidden.UNKNOWN_JOB, "/jobs/ID/conclude", "", C),
          route("POST /jobs/conclude/{id}", Hidden.UNKNOWN_JOB, "/jobs/conclude/ID", "", C),
          route("PUT /jobs/conclude/{id}", Hidden.UNKNOWN_JOB, "/jobs/conclude/ID", "", C),
          route("POST /jobs/{id}/fail", Hidden.UNKNOWN_JOB, "/jobs/ID/fail", "", C),
          route("POST /jobs/{id}/extend", Hidden.UNKNOWN_JOB, "/jobs/ID/extend", "", C),
          route("POST /jobs/{id}/release", Hidden.UNKNOWN_JOB, "/jobs/ID/release", "", C),
          route("POST /jobs/conclude", Hidden.UNKNOWN_ITEM, "/jobs/conclude", ITEM, C),
          route("POST /jobs/fail", Hidden.UNKNOWN_ITEM, "/jobs/fail", ITEM, C),
          route("POST /jobs/extend", Hidden.UNKNOWN_ITEM, "/jobs/extend", ITEM, C),
          route("POST /jobs/release", Hidden.UNKNOWN_ITEM, "/jobs/release", ITEM, C),
          route("DELETE /jobs/{id}", Hidden.UNKNOWN_JOB, "/jobs/ID", "", O),
          route("POST /jobs/cancel", Hidden.UNKNOWN_JOB, "/jobs/cancel", "{'ID':ID}", O),
          route("POST /jobs/{id}/retry", Hidden.UNKNOWN_JOB, "/jobs/ID/retry", "", O),
          route("PATCH /jobs/{id}", Hidden.UNKNOWN_JOB, "/jobs/ID", "{'Priority':1}", O),
          route("POST /jobs/{id}/move", Hidden.UNKNOWN_JOB, "/jobs/ID/move?queue=OWN", "", O),
          route("GET /jobs/stats", Hidden.NOTHING_THERE, "/jobs/stats", "", R, O),
          route("GET /queues", Hidden.NOTHING_THERE, "/queues", "", R),
          route("GET /queues/{name}", Hidden.NOTHING_THERE, "/queues/mine", "", R),
          route("PUT /queues/{name}", Hidden.FORBIDDEN, "/queues/mine", "{}", O),
          route("DELETE /queues/{name}", Hidden.FORBIDDEN, "/queues/mine", "", O),
          route("POST /queues/{name}/pause", Hidden.FORBIDDEN, "/queues/mine/pause", "", O),
          route("POST /queues/{name}/resume", Hidden.FORBIDDEN, "/queues/mine/resume", "", O),
          route("POST /queues/{name}/purge", Hidden.FORBIDDEN, "/queues/mine/purge", "", O),
          route(
              "POST /queues/{name}/retry-failed",
              Hidden.FORBIDDEN,
              "/queues/mine/retry-failed",
              "",
              O),
          route("POST /drain", Hidden.NEEDS_ALL, "/drain", "", O),
          route("DELETE /drain", Hidden.NEEDS_ALL, "/drain", "", O),
          route("POST /backup", Hidden.NEEDS_ALL, "/backup", "", O),
          route("GET /export", Hidden.NEEDS_ALL, "/export", "", O),
          route("POST /import", Hidden.NEEDS_ALL, "/import", "", O),
          route("GET /schedules", Hidden.NOTHING_THERE, "/schedules", "", R),
          route("GET /schedules/{name}", Hidden.UNKNOWN_SCHEDULE, "/schedules/SECRET", "", R),
          route(
              "PUT /schedules/{name}",
              Hidden.FORBIDDEN,
              "/schedules/new",
              "{'Cron':'0 0 1 1 *','Job':{'Queue':'mine'}}",
              O),
          route("DELETE /schedules/{name}", Hidden.UNKNOWN_SCHEDULE, "/schedules/SECRET", "", O),
          route("GET /events", Hidden.NOTHING_THERE, "/events", "", R),
          route("GET /metrics", Hidden.NEEDS_ALL, "/metrics", "", R));

  @TempDir private static Path directory;
  private static TokenServer server;

  @BeforeAll
  static void start() throws IOException {
    Path file = directory.resolve("tokens");
    try (Stream<String> lines =
        Stream.of("mine", "other", "*").flatMap(queues -> subsets().map(it -> line(it, queues)))) {
      Files.write(file, lines.toList());
    }
    server = new TokenServer(Map.of("tokens", file.toString()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Stream<Set<Role>> subsets() {
    List<Set<Role>> all = new ArrayList<>(List.of(EnumSet.noneOf(Role.class)));
    for (Role role : Role.values()) {
      for (Set<Role> without : List.copyOf(all)) {
        Set<Role> with = EnumSet.of(role);
        with.addAll(without);
        all.add(with);
      }
    }
    return all.stream().filter(roles -> !roles.isEmpty());
  }

  private static String line(Set<Role> roles, String queues) {
    return TokenServer.line(token(roles, queues), words(roles), queues);
  }

  private static String words(Set<Role> roles) {
    return roles.stream().sorted().map(Role::word).collect(Collectors.joining(","));
  }

  private static String token(Set<Role> roles, String queues) {
    return "token-" + words(roles) + "-" + queues;
  }

  private static final Set<Role> ALL = EnumSet.allOf(Role.class);
  private static final String ADMIN = token(ALL, "*");

  private static Answer ask(Route route, long id, String own, String... headers) {
    String path =
        route.path.replace("ID", "" + id).replace("BATCH", "" + (id - 1)).replace("OWN", own);
    String body = route.body.replace(":ID", ":" + id);
    return path.equals("/events")
        ? server.http().peek(path, headers)
        : server.http().send(route.method(), path, body, headers);
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  /**
   * A job that only its queue's callers may know of, a batch of it whose ID comes right before, and
   * a schedule of such jobs.
   */
  private static long secret() {
    Http http = server.http();
    http.send("DELETE", "/drain", "", bearer(ADMIN)).is(200);
    http.send(
            "PUT",
            "/schedules/SECRET",
            json("{'Cron':'0 0 1 1 *','Job':{'Queue':'mine'}}"),
            bearer(ADMIN))
        .is(200);
    String batch = "{'Jobs':[{'Queue':'mine','Type':'SECRET'}]}";
    return http.post("/batches", json(batch), bearer(ADMIN))
        .is(201)
        .json()
        .at("/Jobs/0/ID")
        .longValue();
  }

  static Stream<Route> routes() {
    return ROUTES.stream();
  }

  static Stream<Route> guardedRoutes() {
    return ROUTES.stream().filter(route -> !route.roles.isEmpty());
  }

  @Test
  void theTableHasEveryRequestThatIsAnsweredAndNoOther() {
    assertEquals(ApiDocTest.answered(), new TreeSet<>(ROUTES.stream().map(Route::name).toList()));
  }

  @Test
  void theDocumentationHasTheSameTable() throws IOException {
    String table =
        guardedRoutes()
            .map(
                route ->
                    String.format(
                        "| `%s` | %s | %s |\n",
                        route.name,
                        route.roles.stream()
                            .sorted()
                            .map(role -> "`" + role.word() + "`")
                            .collect(Collectors.joining(" or ")),
                        route.hidden.words))
            .collect(
                Collectors.joining(
                    "", "\n| request | role | for another queue |\n|---|---|---|\n", "\n"));
    String page = Files.readString(Path.of("docs", "security.md"));

    String begin = "<!-- roles: begin -->\n";
    assertEquals(
        table,
        page.substring(page.indexOf(begin) + begin.length(), page.indexOf("<!-- roles: end")));
  }

  @ParameterizedTest
  @MethodSource("guardedRoutes")
  void whoHasNoTokenIsAskedForOne(Route route) {
    long id = secret();
    for (Answer answer :
        List.of(
            ask(route, id, "mine"),
            ask(route, id, "mine", "Authorization", "Basic YTpi"),
            ask(route, id, "mine", bearer("")),
            ask(route, id, "mine", bearer("token-unknown")))) {
      answer.isProblem(401, "unauthenticated");
      assertEquals("Bearer", answer.header("WWW-Authenticate"));
    }
  }

  /** Or else the container would close the connection while the client sends. */
  @ParameterizedTest
  @CsvSource({
    "POST /jobs/cancel, '', 401",
    "POST /jobs/1/conclude, 'Authorization: Bearer none', 401",
    "POST /nothing, '', 404",
    "POST /jobs/enqueue, 'Sec-Fetch-Site: cross-site', 403",
    "POST /events, '', 405"
  })
  void whoIsRefusedWhileItSendsIsAnsweredAfterwards(String line, String header, int status) {
    try (Wire wire = Wire.to(server.uri())) {
      String more = header.isEmpty() ? "" : header + "\r\n";
      wire.send(wire.head(line, more + "Content-Length: 8\r\n"));
      server.http().get("/health/live").is(200); // Meanwhile it could have been answered.
      wire.send("{'ID':1}").answer().is(status);
      wire.send(wire.request("GET /health/live", "")).answer().is(200);
    }
  }

  @ParameterizedTest
  @MethodSource("guardedRoutes")
  void whoLacksTheRoleIsRefused(Route route) {
    Set<Role> others = EnumSet.complementOf(EnumSet.copyOf(route.roles));
    ask(route, secret(), "mine", bearer(token(others, "*"))).isProblem(403, "forbidden");
  }

  @ParameterizedTest
  @MethodSource("guardedRoutes")
  void whoHasTheRoleIsLetIn(Route route) {
    String queues = route.hidden == Hidden.NEEDS_ALL ? "*" : "mine";
    for (Role role : route.roles) {
      Answer answer = ask(route, secret(), "mine", bearer(token(Set.of(role), queues)));
      assertFalse(Set.of(401, 403, 404, 405).contains(answer.status()), answer::text);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anotherQueueDoesNotExist(Route route) {
    long id = secret();
    String[] other = bearer(token(ALL, "other"));
    Answer answer = ask(route, id, "other", other);
    switch (route.hidden) {
      case NOT_AT_ALL -> {
        assertEquals(ask(route, id, "other").status(), answer.status());
        assertFalse(answer.text().contains("SECRET"), answer::text);
      }
      case NOTHING_THERE -> {
        answer.is(200);
        assertFalse(answer.text().contains("SECRET"), answer::text);
        assertFalse(answer.text().matches("(?s).*\"Q(UEUED|ueued)\":[1-9].*"), answer::text);
      }
      case UNKNOWN_JOB -> {
        long none = 999_999;
        answer.isProblem(404, "unknown-job");
        assertEquals(withoutId(ask(route, none, "other", other), none), withoutId(answer, id));
      }
      case UNKNOWN_ITEM ->
          assertEquals(
              "urn:cqueue:unknown-job",
              answer.is(200).json().at("/0/Problem/type").textValue(),
              answer::text);
      case UNKNOWN_BATCH -> answer.isProblem(404, "unknown-batch");
      case UNKNOWN_SCHEDULE -> answer.isProblem(404, "unknown-schedule");
      case FORBIDDEN, NEEDS_ALL -> answer.isProblem(403, "forbidden");
    }
    Answer job = server.http().get("/jobs/" + id, bearer(ADMIN)).is(200);
    assertEquals("QUEUED", job.json().path("Status").textValue(), "it is as it was");
  }

  private static String withoutId(Answer answer, long id) {
    return answer
        .text()
        .replaceAll("\"instance\":\"[^\"]*\"", "")
        .replace("job " + id + ".", "job ID.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
  void theSchemeMayBeWrittenInAnyWay(String scheme) {
    server.http().get("/jobs/stats", "Authorization", scheme + ADMIN).is(200);
  }

  @Test
  void aTokenInTheUrlIsNone() {
    server.http().get("/events?access_token=" + ADMIN).isProblem(401, "unauthenticated");
    server.http().get("/jobs/stats?access_token=" + ADMIN).isProblem(400, "invalid");
  }

  @Test
  void whatIsNowhereAndWhatAPathCanDoIsNoSecret() {
    server.http().get("/nothing").isProblem(404, "not-found");
    server.http().send("DELETE", "/jobs/stats", "").isProblem(405, "method-not-allowed");
    server.http().send("OPTIONS", "/jobs/enqueue", "").is(200);
  }

  @Test
  void aLongBodyIsNotReadForOneWhoHasNoToken() {
    // Longer than is read, of which one who is let in is told; nothing of it is ever sent.
    String length = "Content-Length: " + (9 << 20) + "\r\n";
    String token = "Authorization: " + bearer(ADMIN)[1] + "\r\n";
    try (Wire stranger = Wire.to(server.uri());
        Wire admin = Wire.to(server.uri())) {
      stranger.send(stranger.head("POST /jobs/enqueue", length));
      admin.send(admin.head("POST /jobs/enqueue", length + token));

      stranger.answer().isProblem(401, "unauthenticated");
      admin.answer().isProblem(413, "body-too-large");
    }
  }

  @Test
  void oneWhoListensHearsOnlyOfItsOwnQueues() {
    String[] mine = bearer(token(EnumSet.of(P, R), "mine"));
    String other = json("{'Queue':'other','Type':'SECRET'}");
    try (Listener listener = Listener.open(server.http(), "", mine)) {
      server.http().post("/jobs/enqueue", other, bearer(ADMIN)).is(201);
      long id = server.http().post("/jobs/enqueue", json(NEW), mine).is(201).id();
      server.http().post("/jobs/enqueue", other, bearer(ADMIN)).is(201);
      long next = server.http().post("/jobs/enqueue", json(NEW), mine).is(201).id();

      listener.next().isOf(id, "QUEUED");
      listener.next().isOf(next, "QUEUED");
    }
    server.http().post("/queues/other/purge", "", bearer(ADMIN)).is(200);
  }

  @Test
  void oneWhoWaitsNeedsItsTokenToo() {
    long id = secret();
    server
        .http()
        .post("/jobs/dequeue?queue=mine&wait=60", "", bearer(token(ALL, "other")))
        .isProblem(403, "forbidden");
    server
        .http()
        .get("/jobs/" + id + "?wait=60", bearer(token(ALL, "other")))
        .isProblem(404, "unknown-job");
    assertTrue(
        server
            .http()
            .get("/jobs/" + id + "?wait=0.01", bearer(token(EnumSet.of(P), "mine")))
            .is(200)
            .text()
            .contains("SECRET"));
  }
}
