package io.cqueue.fuzz;

import io.cqueue.boot.InProcessServer;
import io.cqueue.core.Digests;
import io.cqueue.core.Job;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One input, played to a server that asks for tokens. Each request comes with one of them, a wrong
 * one or none, and the queue is looked at from the inside before and after it: whoever lacks a role
 * has changed nothing that takes it, and nobody has seen or touched the queue {@value #HIDDEN}, to
 * which none of them has a right. No time passes, so whatever changes was changed by the request.
 * Used by one thread.
 */
final class TokenTrial {

  /** Among the names that requests have. */
  private static final String HIDDEN = "b";

  private static final String SECRET = "SECRET";
  private static final String OURS = "default,a,q*,A*,n*";
  private static final int STEPS = 40;
  private static final long PATIENCE = 20_000_000_000L;
  private static final int ALL = 1000;

  /** What is there for everybody. */
  private static final Pattern PUBLIC =
      Pattern.compile(
          "(OPTIONS .*|(GET|HEAD) /(health/.*|openapi\\..*|[?;# ].*)?).*", Pattern.DOTALL);

  private static final Pattern READING =
      Pattern.compile(
          "GET /(queues|schedules|events|metrics|jobs)[/?]?[a-z0-9=&]* .*", Pattern.DOTALL);

  private static final Pattern ONE_JOB =
      Pattern.compile("GET /jobs/(stats|\\d+)\\b.*", Pattern.DOTALL);

  /** Who asks: with all roles, with one, or with none at all. */
  private enum Who {
    NOBODY,
    STRANGER,
    PRODUCE,
    CONSUME,
    OPERATE,
    READ,
    EVERYTHING;

    private static final List<Who> OFTEN =
        List.of(
            NOBODY, STRANGER, PRODUCE, CONSUME, OPERATE, READ, EVERYTHING, EVERYTHING, EVERYTHING);

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean may(Who role) {
      return this == role || this == EVERYTHING;
    }

    boolean isKnown() {
      return this != NOBODY && this != STRANGER;
    }
  }

  /**
   * What there is at one moment.
   *
   * @param jobs those that tokens have a right to
   * @param settings all settings and schedules
   * @param hidden the jobs and settings of the queue that they have no right to
   */
  private record Seen(Map<Long, Job> jobs, String settings, String hidden) {

    static Seen of(JobQueue queue) {
      Map<Long, Job> jobs = new TreeMap<>();
      List<Job> hidden = new ArrayList<>();
      JobFilter all = new JobFilter(null, Set.of(), Set.of(), Map.of(), 0, ALL);
      for (Job job : queue.list(all).jobs()) {
        if (job.queue().equals(HIDDEN)) {
          hidden.add(job);
        } else {
          jobs.put(job.id(), job);
        }
      }
      String settings =
          queue.queues().stream()
                  .filter(each -> !each.settings().equals(queue.queue("nobody").settings()))
                  .map(each -> each.name() + each.settings())
                  .collect(Collectors.joining(","))
              + queue.schedules()
              + queue.stats().draining();
      return new Seen(jobs, settings, hidden + "" + queue.queue(HIDDEN).settings());
    }

    long inProgress() {
      return jobs.values().stream().filter(job -> job.status() == JobStatus.IN_PROGRESS).count();
    }

    /** Whether all that is not finished is as it was. */
    boolean keeps(Seen before) {
      return before.jobs.values().stream()
          .filter(job -> !job.status().isFinished())
          .allMatch(job -> job.toString().equals(String.valueOf(jobs.get(job.id()))));
    }

    boolean hasNone(Seen before) {
      return before.jobs.keySet().containsAll(jobs.keySet());
    }
  }

  private final InProcessServer server;
  private final Troubles troubles;
  private final List<Route> routes;
  private final Input input;
  private final List<String> story = new ArrayList<>();
  private Client client;
  private int requests;

  TokenTrial(InProcessServer server, Troubles troubles, List<Route> routes, byte[] input) {
    this.server = server;
    this.troubles = troubles;
    this.routes = routes;
    this.input = new Input(input);
    server.clear();
    this.client = new Client(server.connect());
  }

  /** The file of tokens for such a server. */
  static List<String> tokens() {
    List<String> lines =
        Arrays.stream(Who.values())
            .filter(Who::isKnown)
            .map(
                who ->
                    line(
                        who.word(),
                        who == Who.EVERYTHING ? "produce,consume,operate,read" : who.word(),
                        OURS))
            .collect(Collectors.toCollection(ArrayList::new));
    lines.add(line("admin", "produce,consume,operate,read", "*"));
    return lines;
  }

  private static String line(String token, String roles, String queues) {
    return token + " " + roles + " " + queues + " sha256:" + Digests.sha256(token);
  }

  /**
   * Plays it; what is wrong is an error that tells all that was done. Answers how many requests.
   */
  int run() {
    try {
      hide();
      for (int i = 0; i < STEPS && !input.isEmpty(); i++) {
        step();
      }
      client.hangUp();
      server.dismissListeners();
      long limit = System.nanoTime() + PATIENCE;
      while (server.listeners() > 0 || server.bodies() > 0) {
        require(System.nanoTime() < limit, "something is left over");
        LockSupport.parkNanos(100_000);
      }
      troubles.check();
      return requests;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(e.getMessage() + "\nafter\n" + String.join("\n", story), e);
    } finally {
      client.hangUp();
    }
  }

  /** Fills the queue that nobody may see: jobs to be had, in progress and failed, settings. */
  private void hide() {
    String job = "{\"Queue\":\"b\",\"Type\":\"SECRET\",\"Payload\":\"SECRET\",\"Lease\":0}";
    admin("POST /jobs/enqueue", "[" + job + "," + job + "," + job + "]", 201);
    admin("POST /jobs/dequeue?queue=b", "", 200);
    admin("POST /jobs/dequeue?queue=b", "", 200);
    admin("POST /jobs/1/fail", "{\"Retry\":false,\"Error\":\"SECRET\"}", 200);
    admin("PUT /queues/b", "{\"MaxDepth\":7}", 200);
    admin("PUT /schedules/a", "{\"Cron\":\"0 0 1 1 *\",\"Job\":" + job + "}", 200);
  }

  private void admin(String line, String body, int status) {
    String request =
        line
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer admin\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    Heard answer = ask(request.getBytes(StandardCharsets.ISO_8859_1));
    require(answer.status() == status, "not prepared: " + answer);
  }

  private void step() {
    Who who = input.oneOf(Who.OFTEN);
    Seen before = Seen.of(server.queue());
    String request = request(who, before.jobs.size());
    story.add("> " + (request.length() > 2000 ? request.substring(0, 2000) + "…" : request));
    Heard answer = ask(request.getBytes(StandardCharsets.ISO_8859_1));
    story.add("< " + answer);
    Seen after = Seen.of(server.queue());

    require(!answer.text().contains(SECRET), "a secret is told");
    require(!answer.text().contains("\"Queue\":\"b\""), "a queue is told of");
    require(after.hidden.equals(before.hidden), "the hidden queue is changed: " + after.hidden);
    if (!who.isKnown()) {
      require(answer.status() >= 300 || PUBLIC.matcher(request).matches(), "it is let in");
    }
    if (!who.may(Who.READ) && READING.matcher(request).matches()) {
      boolean isOne = ONE_JOB.matcher(request).matches();
      require(answer.status() >= 400 || (isOne && who.isKnown()), "it is shown what takes a role");
    }
    if (!who.may(Who.OPERATE)) {
      require(after.settings.equals(before.settings), "settings are changed");
    }
    if (!who.may(Who.PRODUCE)) {
      require(after.hasNone(before), "a job is added");
    }
    if (!who.may(Who.CONSUME)) {
      require(after.inProgress() <= before.inProgress(), "a job is handed out");
    }
    if (!who.may(Who.CONSUME) && !who.may(Who.OPERATE)) {
      require(after.keeps(before), "a job is changed");
    }
  }

  /** Without waits: what they bring about would be taken for the next one's doing. */
  private String request(Who who, int jobs) {
    byte[] bytes = new Requests(input, routes, jobs + 3).next();
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("wait=", "lease=");
    int first = text.indexOf("\r\n") + 2;
    String header = who == Who.NOBODY ? "" : "Authorization: Bearer " + who.word() + "\r\n";
    return text.substring(0, first) + header + text.substring(first);
  }

  private Heard ask(byte[] request) {
    requests++;
    // Not hung up on before: a server that notices that early takes back the job that it has sent.
    if (client.isClosed() || client.isListening()) {
      client.hangUp();
      client = new Client(server.connect());
    }
    client.send(request);
    long limit = System.nanoTime() + PATIENCE;
    Heard answer = client.answer(2);
    while (answer == null) {
      if (client.isOver()) { // by the server, before it had read this: it is asked anew
        require(System.nanoTime() < limit, "no answer, and the connection is closed");
        client = new Client(server.connect());
        client.send(request);
      }
      require(System.nanoTime() < limit, "no answer");
      answer = client.answer(2);
    }
    answer.check(client.isToHead());
    if (client.isListening()) {
      String events = client.events();
      story.add("< " + events);
      require(!events.contains(SECRET) && !events.contains("\"b\""), "an event is told");
    }
    return answer;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
