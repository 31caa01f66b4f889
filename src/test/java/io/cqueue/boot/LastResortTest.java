package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.http.BodyRoom;
import io.cqueue.http.Edge;
import io.cqueue.http.JerseyServlet;
import io.cqueue.http.Proxies;
import io.cqueue.http.RequestIds;
import io.cqueue.http.RequestMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpTester;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client gets when not even the answer to a bug can be made. */
final class LastResortTest {

  /** Goes wrong, and nothing makes an answer of that. */
  @Path("broken")
  public static final class Broken {

    /** Goes wrong if the body is not a number. */
    @POST
    public String post(String body) {
      return String.valueOf(Integer.parseInt(body));
    }
  }

  private final Server server = new Server();
  private final LocalConnector connector =
      new LocalConnector(server, null, null, null, 1, new HttpConnectionFactory());

  @BeforeEach
  void start() throws Exception {
    ServletContextHandler app = new ServletContextHandler("/");
    app.addServlet(
        new JerseyServlet(
            new ResourceConfig(Broken.class),
            new BodyRoom(1 << 20),
            new RequestMeters(new SimpleMeterRegistry()),
            new RequestIds(),
            new Edge("", "", false, new Proxies(""))),
        "/*");
    app.setErrorHandler(new ProblemHandler());
    server.addConnector(connector);
    server.setHandler(JettyServer.slowBodies(app));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private static String post(String headers, String body) {
    return "POST /broken HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: mine\r\n"
        + headers
        + "\r\n"
        + body;
  }

  /** Sends it three times on one connection, and expects each time to be told of the failure. */
  private void check(String request) throws Exception {
    LocalConnector.LocalEndPoint client = connector.connect();
    for (int i = 0; i < 3; i++) {
      client.addInput(request);
      String answer = client.getResponse(false, 30, TimeUnit.SECONDS);
      HttpTester.Response parsed = HttpTester.parseResponse(answer);
      assertEquals(500, parsed.getStatus());
      assertEquals("application/problem+json", parsed.get("Content-Type"));
      assertEquals("mine", parsed.get("X-Request-Id"));
      assertTrue(parsed.getContent().contains("request:mine"), parsed.getContent());
    }
  }

  @Test
  void aConnectionOutlivesIt() throws Exception {
    check(post("Content-Length: 5\r\n", "hello"));
  }

  @Test
  void soItDoesWhenTheBodyDidNotSayHowLongItIs() throws Exception {
    check(post("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n"));
  }
}
