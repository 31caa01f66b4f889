package io.cqueue.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Asks one server, whatever the role. Thread-safe. */
final class Api {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /**
   * One answer.
   *
   * @param status the HTTP status
   * @param json the body, missing if it has none or is not JSON
   * @param text the body
   */
  record Said(int status, JsonNode json, String text) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final Ledger ledger;
  private final AtomicLong requests = new AtomicLong();

  Api(URI server, Ledger ledger) {
    this.server = server;
    this.ledger = ledger;
  }

  URI server() {
    return server;
  }

  /** Asks, and takes an answer that stands for a bug for one. */
  Said ask(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      requests.incrementAndGet();
      if (answer.statusCode() >= 500) {
        ledger.isWrong(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
      }
      boolean isJson =
          answer.headers().firstValue("Content-Type").orElse("").contains("json")
              && !answer.body().isEmpty();
      JsonNode json = isJson ? JSON.readTree(answer.body()) : MissingNode.getInstance();
      return new Said(answer.statusCode(), json, answer.body());
    } catch (IOException e) {
      ledger.isWrong(method + " " + path + " had no answer: " + e);
      return new Said(0, MissingNode.getInstance(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said(0, MissingNode.getInstance(), "");
    }
  }

  /** Begins to read an answer without end. */
  InputStream open(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    requests.incrementAndGet();
    return http.send(request.build(), BodyHandlers.ofInputStream()).body();
  }

  long requests() {
    return requests.get();
  }
}
