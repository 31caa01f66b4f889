package io.cqueue.remote;

import io.cqueue.client.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * One request at a time, in the calling thread, by the client that Java has always had. It is there
 * in a fifth of the time that {@code java.net.http} takes to start, which is what counts for a
 * command that sends one request.
 */
final class PlainTransport implements Transport {

  private static final int CONNECT_MILLIS = 10_000;

  private final String base;

  PlainTransport(URI server) {
    this.base = server.toString().replaceFirst("/+$", "");
  }

  @Override
  public CompletableFuture<Answer> send(Request request) {
    try {
      return CompletableFuture.completedFuture(ask(request));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Answer ask(Request request) throws IOException {
    URI uri = URI.create(base + request.path());
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(request.method());
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout((int) request.timeout().toMillis());
    request.headers().forEach(connection::setRequestProperty);
    if (request.method().equals("POST") || request.method().equals("PUT")) {
      byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
      connection.setDoOutput(true);
      // Without that it would send it again by itself when there is no answer.
      connection.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    int status = connection.getResponseCode();
    int retryAfter = connection.getHeaderFieldInt("Retry-After", 0);
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(status, body, retryAfter);
    }
  }
}
