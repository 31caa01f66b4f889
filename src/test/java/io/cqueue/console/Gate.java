package io.cqueue.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that lets nobody through without the right token, but to the console itself. Thread-safe.
 */
final class Gate implements AutoCloseable {

  private static final List<String> PASSED_ON =
      List.of("Accept", "Content-Type", "Idempotency-Key", "Last-Event-ID");

  private final URI behind;
  private final String token;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<String> addresses = new ConcurrentLinkedQueue<>();

  Gate(URI behind, String token) throws IOException {
    this.behind = behind;
    this.token = token;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Every address that was asked for, with where the browser says that it came from. */
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String address = exchange.getRequestURI().toString();
    addresses.add(address + " " + exchange.getRequestHeaders().getFirst("Referer"));
    boolean open = address.equals("/") || address.matches("/(console|webjars)/.*");
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    try (exchange) {
      if (open || ("Bearer " + token).equals(shown)) {
        pass(exchange, address);
      } else {
        refuse(exchange, shown);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(HttpExchange exchange, @Nullable String shown) throws IOException {
    String detail = shown == null ? "Who asks?" : "Nobody has this token.";
    byte[] problem =
        "{\"status\":401,\"detail\":\"%s\"}".formatted(detail).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    exchange.sendResponseHeaders(401, problem.length);
    exchange.getResponseBody().write(problem);
  }

  private void pass(HttpExchange exchange, String address)
      throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(behind + address))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : PASSED_ON) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    exchange.sendResponseHeaders(answer.statusCode(), 0);
    try (InputStream in = answer.body();
        OutputStream out = exchange.getResponseBody()) {
      byte[] piece = new byte[8192];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        out.write(piece, 0, read);
        out.flush(); // events come one at a time
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
