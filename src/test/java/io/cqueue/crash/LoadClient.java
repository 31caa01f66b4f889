package io.cqueue.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A producer and consumer in one that goes on as long as it is answered. What it was not answered
 * it asks again, in the same words, when there is a server once more: that must be safe. One thread
 * uses it.
 */
final class LoadClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** From the server, or from a proxy before it. */
  private static final Set<Integer> NO_ANSWERS = Set.of(502, 503, 504);

  /** Something to ask, until it has been answered. */
  private record Question(String path, String body, String key, Kind kind) {}

  private enum Kind {
    ENQUEUE,
    DEQUEUE,
    CONCLUDE,
    FAIL,
    RELEASE
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final String name;
  private final Ledger ledger;
  private final Random random;
  private long asked;

  private @Nullable Question open;

  /** Whether the open question may have been understood before. */
  private boolean repeated;

  private long lastAnswer;
  private long longestPause;

  // The job that it has.
  private long job;
  private int attempt;

  LoadClient(int number, Ledger ledger) {
    this.name = "client-" + number;
    this.ledger = ledger;
    this.random = new Random(number);
  }

  /** Asks one thing after the other until the server is gone. */
  void run(URI server) {
    lastAnswer = System.nanoTime();
    try {
      while (true) {
        askNext(server);
      }
    } catch (IOException e) {
      repeated = true;
      // The server was killed. What became of the open question shows when it is asked again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks one thing after the other, whatever becomes of servers, and ends with an answer. */
  void run(URI server, BooleanSupplier enough) {
    lastAnswer = System.nanoTime();
    while (open != null || !enough.getAsBoolean()) {
      try {
        askNext(server);
      } catch (IOException e) {
        repeated = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void askNext(URI server) throws IOException, InterruptedException {
    Question question = open;
    if (question == null) {
      question = next();
      repeated = false;
      open = question;
    }
    HttpResponse<String> answer = ask(server, question);
    if (NO_ANSWERS.contains(answer.statusCode())) {
      // It is starting, or its store or itself is away. It was not done, or may be asked again.
      repeated = true;
      Thread.onSpinWait();
      return;
    }
    longestPause = Math.max(longestPause, System.nanoTime() - lastAnswer);
    lastAnswer = System.nanoTime();
    hear(question, answer);
    open = null;
  }

  /** Concludes what it has, and then whatever it can get. */
  void finish(URI server) throws IOException, InterruptedException {
    lastAnswer = System.nanoTime();
    while (job != 0 || asks(server, new Question("/jobs/dequeue", "", key(), Kind.DEQUEUE))) {
      asks(server, conclude(key()));
    }
  }

  /** Asks until there is an answer; whether it has a job then. */
  private boolean asks(URI server, Question question) throws IOException, InterruptedException {
    open = question;
    while (open != null) {
      askNext(server);
    }
    return job != 0;
  }

  /** The longest time between two answers. */
  Duration longestPause() {
    return Duration.ofNanos(longestPause);
  }

  private String key() {
    asked++;
    return name + "-" + asked;
  }

  private Question conclude(String key) {
    return new Question(
        "/jobs/" + job + "/conclude",
        "{\"Attempt\":" + attempt + ",\"Result\":\"" + key + "\"}",
        key,
        Kind.CONCLUDE);
  }

  private Question next() {
    String key = key();
    if (job == 0) {
      return random.nextInt(5) < 2
          ? new Question("/jobs/dequeue", "", key, Kind.DEQUEUE)
          : new Question("/jobs/enqueue", enqueue(key), key, Kind.ENQUEUE);
    }
    String path = "/jobs/" + job;
    return switch (random.nextInt(6)) {
      case 0 ->
          new Question(
              path + "/fail", "{\"Attempt\":" + attempt + ",\"RetryIn\":0}", key, Kind.FAIL);
      case 1 -> new Question(path + "/release", "{\"Attempt\":" + attempt + "}", key, Kind.RELEASE);
      default -> conclude(key);
    };
  }

  private static String enqueue(String key) {
    return "{\"Payload\":\"" + key + "\"}";
  }

  private HttpResponse<String> ask(URI server, Question question)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(question.path))
            .timeout(PATIENCE)
            .header("Queue-Consumer", name)
            .POST(BodyPublishers.ofString(question.body));
    if (question.kind == Kind.ENQUEUE || question.kind == Kind.DEQUEUE) {
      request.header("Idempotency-Key", question.key);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private void hear(Question question, HttpResponse<String> answer) throws IOException {
    if (isOver(question, answer)) {
      ledger.otherAnswer();
      job = 0;
      return;
    }
    if (answer.statusCode() >= 300) {
      ledger.isWrong(question + " was answered " + answer.statusCode() + " " + answer.body());
      job = 0;
      return;
    }
    JsonNode body =
        answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    switch (question.kind) {
      case ENQUEUE -> ledger.enqueued(body.path("ID").longValue(), "\"" + question.key + "\"");
      case DEQUEUE -> dequeued(body);
      case CONCLUDE -> {
        ledger.concluded(job, "\"" + question.key + "\"");
        job = 0;
      }
      case FAIL, RELEASE -> {
        ledger.otherAnswer();
        job = 0;
      }
    }
  }

  /** It was understood before, and another consumer has had the job since. */
  private boolean isOver(Question question, HttpResponse<String> answer) {
    return repeated
        && (question.kind == Kind.FAIL || question.kind == Kind.RELEASE)
        && answer.statusCode() == 409
        && answer.body().contains("urn:cqueue:stale-attempt");
  }

  private void dequeued(JsonNode body) {
    job = body.path("ID").longValue();
    if (job == 0) {
      ledger.otherAnswer();
      return;
    }
    attempt = body.path("Attempt").intValue();
    ledger.dequeued(job, attempt, body.path("Payload").toString());
  }
}
