package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that are sent without waiting for whoever is to read them. */
@Timeout(60)
final class JettyWatchTest {

  /** More than the system holds for a connection. */
  private static final int LENGTH = 20 << 20;

  /** Has each request go on, and leaves it to the test. */
  @SuppressWarnings("serial")
  private static final class Parking extends HttpServlet {

    private final BlockingQueue<AsyncContext> parked = new LinkedBlockingQueue<>();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext context = request.startAsync();
      context.setTimeout(0);
      parked.add(context);
    }
  }

  private final JettyWatch watch = new JettyWatch();
  private final Parking parking = new Parking();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    ServletContextHandler app = new ServletContextHandler("/");
    app.addServlet(parking, "/*");
    server.setHandler(app);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Socket ask() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    String request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  /** What came of sending a long answer: nothing yet. */
  private CompletableFuture<Optional<Throwable>> send() throws InterruptedException {
    AsyncContext context = parking.parked.take();
    HttpServletResponse response = (HttpServletResponse) context.getResponse();
    response.setContentLength(LENGTH);
    CompletableFuture<Optional<Throwable>> done = new CompletableFuture<>();
    watch
        .sender(response)
        .send(
            ByteBuffer.allocate(LENGTH),
            failure -> {
              context.complete();
              done.complete(Optional.ofNullable(failure));
            });
    return done;
  }

  @Test
  void whoeverSendsToOneWhoDoesNotReadGoesOn() throws Exception {
    try (Socket client = ask()) {
      CompletableFuture<Optional<Throwable>> done = send();

      assertFalse(done.isDone());
      byte[] answer = client.getInputStream().readAllBytes();
      assertTrue(answer.length > LENGTH, () -> answer.length + " bytes");
      assertEquals(Optional.empty(), done.get());
    }
  }

  @Test
  void whoeverSendsToOneWhoHangsUpHearsOfIt() throws Exception {
    Socket client = ask();
    CompletableFuture<Optional<Throwable>> done = send();
    client.close();

    assertTrue(done.get().isPresent());
  }
}
