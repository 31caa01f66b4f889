package io.cqueue.container;

import io.cqueue.http.HttpContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP contract on Jetty 12.1, under a context path. */
final class HttpContractOnJetty121IT extends HttpContract {

  @TempDir private static Path base;
  private static Jetty server;

  @BeforeAll
  static void start() throws IOException {
    server = Jetty.start(Dist.home("jetty121"), base, "queue.war", "ee10");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected URI baseUri() {
    return server.uri("/queue");
  }

  @Override
  public boolean connectorAnswersWithProblems() {
    return false;
  }
}
