package io.cqueue.container;

import io.cqueue.http.HttpContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP contract on Jetty 12.1 with Jakarta EE 11, under a longer context path. */
final class HttpContractOnJetty121Ee11IT extends HttpContract {

  @TempDir private static Path base;
  private static Jetty server;

  @BeforeAll
  static void start() throws IOException {
    server = Jetty.start(Dist.home("jetty121"), base, "my-queue.war", "ee11");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected URI baseUri() {
    return server.uri("/my-queue");
  }

  @Override
  public boolean connectorAnswersWithProblems() {
    return false;
  }
}
