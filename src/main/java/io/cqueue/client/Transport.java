package io.cqueue.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Takes requests to a server and brings answers back. There is one by {@code java.net.http}, which
 * {@link CqueueClient#to} uses; a program may bring its own. Thread-safe.
 */
public interface Transport {

  /**
   * What is asked.
   *
   * @param method that of HTTP
   * @param path with its parameters, below where the server is mounted; begins with a slash
   * @param headers by name
   * @param body empty if there is none
   * @param timeout after which the answer does not come any more
   */
  record Request(
      String method, String path, Map<String, String> headers, String body, Duration timeout) {}

  /**
   * What comes back.
   *
   * @param status that of HTTP
   * @param body empty if there is none
   * @param retryAfter the seconds of the header; 0 if there is none
   */
  record Answer(int status, String body, int retryAfter) {}

  /**
   * Sends a request. To cancel the future ends it. It fails with an {@link IOException} if no
   * answer comes.
   */
  CompletableFuture<Answer> send(Request request);
}
