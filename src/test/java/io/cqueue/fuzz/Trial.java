package io.cqueue.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.cqueue.boot.InProcessServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One input, played to the end: up to {@value #STEPS} steps, each a request, some time that passes
 * or someone who hangs up; then everyone who waits is answered, and the books are checked. It
 * begins with an empty queue. Used by one thread.
 */
final class Trial {

  private static final int STEPS = 40;

  /** At once there are at most so many who wait or listen. */
  private static final int MAX_OPEN = 6;

  /** An answer that takes longer will never come. In milliseconds. */
  private static final int PATIENCE = 20_000;

  private static final List<Duration> TIMES =
      List.of(
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(21),
          Duration.ofSeconds(61),
          Duration.ofMinutes(6),
          Duration.ofMinutes(31),
          Duration.ofHours(7),
          Duration.ofHours(25),
          Duration.ofDays(40));

  private static final Pattern EVENTS =
      Pattern.compile("((retry|id): -?\\d+|event: (status|reset)|data: \\{.*}|:|)");

  /** A request that has a parameter of which nobody knows. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "(GET|POST|PUT|PATCH|DELETE) /(jobs|queues|schedules|drain|events|backup)\\b[^ ]*[?&]x=1 ");

  private final InProcessServer server;
  private final Troubles troubles;
  private final List<Route> routes;
  private final Input input;
  private final List<String> story = new ArrayList<>();
  private final List<Client> open = new ArrayList<>();
  private final Set<String> delivered = new HashSet<>();
  private Client client;
  private int jobs;
  private int requests;

  Trial(InProcessServer server, Troubles troubles, List<Route> routes, byte[] input) {
    this.server = server;
    this.troubles = troubles;
    this.routes = routes;
    this.input = new Input(input);
    server.clear();
    this.client = new Client(server.connect());
  }

  /**
   * Plays it; what is wrong is an error that tells all that was done. Answers how many requests.
   */
  int run() {
    try {
      for (int i = 0; i < STEPS && !input.isEmpty(); i++) {
        step();
      }
      finish();
      troubles.check();
      return requests;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(e.getMessage() + "\nafter\n" + String.join("\n", story), e);
    } finally {
      client.hangUp();
      open.forEach(Client::hangUp);
    }
  }

  /** How many jobs someone was given. */
  int delivered() {
    return delivered.size();
  }

  private void step() {
    switch (input.below(16)) {
      case 13 -> hangUp();
      case 14 -> pass(input.oneOf(TIMES));
      case 15 -> raw();
      default -> ask(new Requests(input, routes, jobs).next());
    }
  }

  private void ask(byte[] request) {
    if (client.isClosed()) {
      client.hangUp();
      client = new Client(server.connect());
    }
    int waits = server.waits();
    requests++;
    story.add("> " + shown(request));
    client.send(request);
    Heard answer = answer(waits);
    if (answer == null && client.isOver()) {
      // Closed by the server before it had read this, as it may: it is asked anew, as clients do.
      story.add("> again");
      client = new Client(server.connect());
      client.send(request);
      answer = answer(waits);
      require(answer != null || !client.isOver(), "no answer, and the connection is closed");
    }
    if (answer != null && answer.status() < 300) {
      require(!UNKNOWN.matcher(shown(request)).lookingAt(), "a parameter is lost: x");
    }
    if (answer == null || client.isListening()) {
      open.add(client);
      client = new Client(server.connect());
      if (open.size() > MAX_OPEN) {
        hangUp();
      }
    }
  }

  /** The answer; null if the request waits for something, or the connection is closed. */
  private @Nullable Heard answer(int waits) {
    long limit = System.nanoTime() + PATIENCE * 1_000_000L;
    while (true) {
      Heard answer = client.answer(2);
      if (answer != null) {
        hear(client, answer);
        return answer;
      }
      if (server.waits() > waits) {
        story.add("  waits");
        return null;
      }
      if (client.isOver()) {
        return null;
      }
      require(System.nanoTime() < limit, "no answer");
    }
  }

  private void hear(Client from, Heard answer) {
    story.add("< " + answer);
    answer.check(from.isToHead());
    if (answer.isStream()) {
      return;
    }
    // Jetty cannot know that it was a HEAD if it could not read the line.
    boolean isUnread = from.isToHead() && !answer.headers().containsKey("x-request-id");
    require(isUnread || from.excess().isEmpty(), "more than an answer: " + from.excess());
    if (answer.status() == 200 || answer.status() == 201) {
      note(answer.json());
    }
  }

  /** Remembers which jobs were given to someone, and about how many there are. */
  private void note(JsonNode node) {
    if (node.isArray()) {
      node.forEach(this::note);
    } else if (node.path("ID").isIntegralNumber()) {
      jobs = Math.max(jobs, node.path("ID").asInt());
      if (node.path("Status").asText().equals("IN_PROGRESS")) {
        delivered.add(node.path("ID").asText() + "/" + node.path("Attempt").asText());
      }
    } else if (node.has("Jobs")) {
      note(node.path("Jobs"));
    }
  }

  private void hangUp() {
    if (open.isEmpty()) {
      return;
    }
    Client gone = open.remove(input.below(open.size()));
    story.add("- hangs up");
    gone.hangUp();
    // What was sent before counts as received.
    Heard answer = gone.isListening() ? null : gone.answer(0);
    if (answer != null) {
      hear(gone, answer);
    }
  }

  private void pass(Duration time) {
    story.add("  " + time + " later");
    server.clock().advance(time);
    long unused = server.queue().tick();
  }

  /** Bytes that are hardly a request: all they may do is to be refused, and have the door shut. */
  private void raw() {
    Client rude = new Client(server.connect());
    byte[] bytes = new Requests(input, routes, jobs).raw();
    requests++;
    story.add("> (raw) " + shown(bytes));
    rude.send(bytes);
    rude.endsSending();
    long limit = System.nanoTime() + PATIENCE * 1_000_000L;
    while (!rude.isOver()) {
      Heard answer = rude.answer(2);
      if (answer != null) {
        story.add("< " + answer);
        answer.check(rude.isToHead());
        break;
      }
      require(System.nanoTime() < limit, "no answer and no end");
    }
    rude.hangUp();
  }

  private void finish() {
    open.stream().filter(Client::isListening).forEach(this::checkEvents);
    open.stream().filter(Client::isListening).forEach(Client::hangUp);
    // All who wait have waited long enough by then.
    pass(Duration.ofSeconds(61));
    for (Client waiting : open) {
      if (!waiting.isListening()) {
        hear(waiting, await(waiting));
        waiting.hangUp();
      }
    }
    open.clear();
    Books books = new Books(server, delivered);
    books.check();
  }

  private Heard await(Client waiting) {
    long limit = System.nanoTime() + PATIENCE * 1_000_000L;
    while (true) {
      Heard answer = waiting.answer(2);
      if (answer != null) {
        return answer;
      }
      require(!waiting.isOver(), "no answer to one who waited");
      require(System.nanoTime() < limit, "one who waited waits forever");
    }
  }

  private void checkEvents(Client listening) {
    for (String line : listening.events().split("\n", -1)) {
      require(EVENTS.matcher(line).matches() || !line.contains("{"), "no event: " + line);
    }
  }

  private static String shown(byte[] request) {
    String text = new String(request, StandardCharsets.UTF_8);
    return text.length() > 2000 ? text.substring(0, 2000) + "… (" + text.length() + ")" : text;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
