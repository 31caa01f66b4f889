package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.config.ConfigReader;
import io.cqueue.config.Sources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Consumers that are gone, on HTTP/2: many requests on one connection. */
@Timeout(120)
final class Http2Test {

  private static final int TIMES = 5;

  /** Missing if there are none. */
  private static final Pattern WAITING = Pattern.compile("\"WaitingConsumers\":(\\d+)");

  @TempDir private Path directory;
  private PemFiles files;
  private JettyServer server;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    files = PemFiles.make(directory, "EC", "one");
    Path certificate = directory.resolve("certificate.pem");
    Path key = directory.resolve("key.pem");
    files.write(certificate, key);
    Map<String, String> options =
        Map.of(
            "port", "0",
            "tls-certificate", certificate.toString(),
            "tls-key", key.toString());
    Sources sources = new Sources(Map.of(), options, Map.of(), Map.of(), directory);
    server = JettyServer.start(ConfigReader.read(sources), Path.of("webapp"));
    client = client();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpClient client() throws Exception {
    return HttpClient.newBuilder()
        .sslContext(files.trusting())
        .version(HttpClient.Version.HTTP_2)
        .build();
  }

  private int port() {
    return URI.create(server.url()).getPort();
  }

  private static HttpRequest post(int port, String path, String body) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> send(String path, String body) throws Exception {
    HttpResponse<String> answer =
        client.send(post(port(), path, body), HttpResponse.BodyHandlers.ofString());
    assertEquals(HttpClient.Version.HTTP_2, answer.version());
    return answer;
  }

  private void awaitWaiting(int count) throws Exception {
    HttpRequest stats = HttpRequest.newBuilder(URI.create(server.url() + "jobs/stats")).build();
    Matcher waiting;
    do {
      String seen = client.send(stats, HttpResponse.BodyHandlers.ofString()).body();
      waiting = WAITING.matcher(seen);
    } while ((waiting.find() ? Integer.parseInt(waiting.group(1)) : 0) != count);
  }

  /** Another consumer gets the job, for the first time. */
  private void assertNextGets(int id) throws Exception {
    assertEquals(201, send("/jobs/enqueue", "{}").statusCode());
    String next = send("/jobs/dequeue?wait=30", "").body();
    assertTrue(next.startsWith("{\"ID\":" + id + ","), next);
    assertTrue(next.contains("\"Attempt\":1,"), next);
  }

  @Test
  void aConsumerThatResetsItsStreamNeverGetsAJob() throws Exception {
    for (int i = 1; i <= TIMES; i++) {
      CompletableFuture<HttpResponse<String>> waiting =
          client.sendAsync(
              post(port(), "/jobs/dequeue?wait=60", ""), HttpResponse.BodyHandlers.ofString());
      awaitWaiting(1);
      assertTrue(waiting.cancel(true));
      awaitWaiting(0);
      assertNextGets(i);
    }
  }

  @Test
  void aConsumerWhoseConnectionIsGoneNeverGetsAJob() throws Exception {
    for (int i = 1; i <= TIMES; i++) {
      try (Relay relay = new Relay(port())) {
        CompletableFuture<HttpResponse<String>> waiting =
            client()
                .sendAsync(
                    post(relay.port(), "/jobs/dequeue?wait=60", ""),
                    HttpResponse.BodyHandlers.ofString());
        awaitWaiting(1);
        relay.hangUp();
        awaitWaiting(0);
        assertNextGets(i);
        assertTrue(waiting.handle((answer, failure) -> failure != null).join());
      }
    }
  }

  @Test
  void oneStreamThatIsResetLeavesTheOthersAlone() throws Exception {
    CompletableFuture<HttpResponse<String>> first =
        client.sendAsync(
            post(port(), "/jobs/dequeue?wait=60", ""), HttpResponse.BodyHandlers.ofString());
    awaitWaiting(1);
    CompletableFuture<HttpResponse<String>> second =
        client.sendAsync(
            post(port(), "/jobs/dequeue?wait=60", ""), HttpResponse.BodyHandlers.ofString());
    awaitWaiting(2);
    assertTrue(first.cancel(true));
    awaitWaiting(1);
    assertEquals(201, send("/jobs/enqueue", "{}").statusCode());
    assertTrue(second.join().body().startsWith("{\"ID\":1,"), second.join().body());
  }

  /** Passes bytes on until it is closed; then both sides are gone. */
  private static final class Relay implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int to;

    Relay(int to) throws IOException {
      this.to = to;
      start(this::accept);
    }

    int port() {
      return listening.getLocalPort();
    }

    private void accept() throws IOException {
      while (true) {
        Socket near = listening.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        sockets.add(near);
        sockets.add(far);
        start(() -> near.getInputStream().transferTo(far.getOutputStream()));
        start(() -> far.getInputStream().transferTo(near.getOutputStream()));
      }
    }

    /** Something that goes on until a socket is closed. */
    private interface Passing {
      void run() throws IOException;
    }

    private static void start(Passing passing) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  passing.run();
                } catch (IOException e) {
                  return; // closed
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    void hangUp() throws IOException {
      listening.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    }

    @Override
    public void close() throws IOException {
      hangUp();
    }
  }
}
