package io.cqueue.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cqueue.boot.PemFiles;
import io.cqueue.http.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of jobs on this machine: keeps what comes, and answers as a test says. */
public final class Receiver implements AutoCloseable {

  /** Answers a request. */
  public interface Handler {
    void handle(Received request, HttpExchange exchange) throws IOException;
  }

  /** What came. */
  public record Received(HttpExchange exchange, String body) {

    public String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }
  }

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();

  public Receiver(Handler handler) throws IOException {
    this(handler, "http", HttpServer.create(anyPort(), 100));
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private Receiver(Handler handler, String scheme, HttpServer server) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Received one = new Received(exchange, new String(body, StandardCharsets.UTF_8));
            received.add(one);
            handler.handle(one, exchange);
          }
        });
    server.start();
  }

  /** One that always answers with this status and nothing else. */
  public static Receiver of(int status) throws IOException {
    return new Receiver((request, exchange) -> exchange.sendResponseHeaders(status, -1));
  }

  /** One that shows a certificate, and then answers with 204. */
  static Receiver byTls(PemFiles files) throws Exception {
    HttpsServer server = HttpsServer.create(anyPort(), 100);
    server.setHttpsConfigurator(new HttpsConfigurator(files.showing()));
    return new Receiver(
        (request, exchange) -> exchange.sendResponseHeaders(204, -1), "https", server);
  }

  /** One that answers with JSON. */
  public static Receiver of(int status, String type, String body) throws IOException {
    return new Receiver((request, exchange) -> answer(exchange, status, type, body));
  }

  public static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return scheme + "://127.0.0.1:" + port() + "/hook?a=b";
  }

  /** What came so far. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** The only request; waits for it. */
  public Received one() {
    Patience.until(() -> !received.isEmpty());
    if (received.size() > 1) {
      throw new AssertionError(received.size() + " requests");
    }
    return received.get(0);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
