package io.cqueue.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** By the JDK's client, over HTTP/1.1, whose connections it keeps. Thread-safe. */
final class HttpTransport implements Transport {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final String base;

  /** To the server that is mounted there. */
  HttpTransport(URI server) {
    this.base = server.toString().replaceFirst("/+$", "");
  }

  @Override
  public CompletableFuture<Answer> send(Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + request.path())).timeout(request.timeout());
    request.headers().forEach(builder::header);
    builder.method(
        request.method(),
        request.body().isEmpty()
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(request.body()));
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(builder.build(), BodyHandlers.ofString());
    CompletableFuture<Answer> answer = sent.thenApply(HttpTransport::answer);
    // To cancel the second of the two would not reach the first, and so not the connection.
    var unused =
        answer.whenComplete(
            (any, e) -> {
              if (answer.isCancelled()) {
                sent.cancel(true);
              }
            });
    return answer;
  }

  private static Answer answer(HttpResponse<String> response) {
    String retryAfter = response.headers().firstValue("Retry-After").orElse("");
    return new Answer(
        response.statusCode(),
        response.body(),
        retryAfter.matches("\\d{1,6}") ? Integer.parseInt(retryAfter) : 0);
  }
}
