package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of one server: it can send anything, right or wrong, and knows none of the rules. */
final class Http {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static {
    // In seconds. The client lets go of an idle connection before a server does, or else it may
    // send
    // on one that is just being closed.
    System.setProperty("jdk.httpclient.keepalive.timeout", "10");
  }

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  private final URI base;

  /** For the server at {@code base}, which has no slash at its end. */
  Http(URI base) {
    this.base = base;
  }

  /** How many consumers wait for a job at this moment. */
  long waitingConsumers() {
    return get("/jobs/stats").is(200).json().path("WaitingConsumers").asLong();
  }

  /** Begins to read an answer that may have no end. */
  HttpResponse<InputStream> open(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> response =
        exchange(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    Request sent = Request.of("GET", path, new byte[0], headers);
    Conformity.checkHead(sent, response.statusCode(), response.headers());
    return response;
  }

  /** The answer of one that has no end if all is well; then it has no body here. */
  Answer peek(String path, String... headers) {
    HttpResponse<InputStream> response = open(path, headers);
    try (InputStream body = response.body()) {
      byte[] bytes = response.statusCode() == 200 ? new byte[0] : body.readAllBytes();
      return new Answer(response.statusCode(), response.headers(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** Gets what a {@code Location} header points to. */
  Answer follow(String location) {
    String target = base.resolve(location).toString();
    assertTrue(target.startsWith(base + "/"), target);
    return get(target.substring(base.toString().length()));
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  Answer send(String method, String path, String body, String... headers) {
    return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Sends one request; {@code headers} are names and values in turn. */
  Answer send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> response =
        exchange(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return Conformity.check(
        Request.of(method, path, body, headers),
        new Answer(response.statusCode(), response.headers(), response.body()));
  }

  private static <T> HttpResponse<T> exchange(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return CLIENT.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends a request as it is given here, with nothing made right and nothing added but the {@code
   * Host}, and leaves the connection open until the answer is here.
   *
   * @param requestLine with a path below the server's
   * @param headers each with its line end
   * @param body as it goes over the wire
   */
  Answer raw(String requestLine, String headers, byte[] body) {
    return raw(base.getAuthority(), requestLine, headers, body);
  }

  /** A connection that is for the caller alone. */
  Wire wire() {
    return Wire.to(base);
  }

  /** The same with another {@code Host}. */
  Answer raw(String host, String requestLine, String headers, byte[] body) {
    String line = requestLine.replaceFirst(" ", " " + base.getRawPath());
    String head = line + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n";
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      InputStream in = socket.getInputStream();
      Request request = Request.of(head.strip(), body, base.getRawPath());
      return Conformity.check(request, Answer.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(requestLine, e);
    }
  }
}
