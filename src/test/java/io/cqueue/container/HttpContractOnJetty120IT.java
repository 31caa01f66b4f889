package io.cqueue.container;

import io.cqueue.http.HttpContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP contract on Jetty 12.0, as the root web application. */
final class HttpContractOnJetty120IT extends HttpContract {

  @TempDir private static Path base;
  private static Jetty server;

  @BeforeAll
  static void start() throws IOException {
    server = Jetty.start(Dist.home("jetty120"), base, "ROOT.war", "ee10");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected URI baseUri() {
    return server.uri("");
  }

  @Override
  public boolean connectorAnswersWithProblems() {
    return false;
  }
}
