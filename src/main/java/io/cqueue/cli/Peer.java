package io.cqueue.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A server that a command talks to. Thread-safe. */
final class Peer {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI url;
  private final HttpClient http;

  /** The one at a URL, which may lead to a path under which all of it is. */
  Peer(String url) {
    this.url = URI.create(url.endsWith("/") ? url : url + "/");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** A request for a path, which has no slash before it. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path));
  }

  /**
   * Sends a request.
   *
   * @throws IOException if there is no answer; the message is for the user
   */
  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      // Some have no message.
      throw new IOException("no answer from " + url + ": " + e, e);
    }
  }
}
