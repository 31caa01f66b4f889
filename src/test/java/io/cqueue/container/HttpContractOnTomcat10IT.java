package io.cqueue.container;

import io.cqueue.http.HttpContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP contract on Tomcat 10.1, as the root web application. */
final class HttpContractOnTomcat10IT extends HttpContract {

  @TempDir private static Path base;
  private static Tomcat server;

  @BeforeAll
  static void start() throws IOException {
    Path home = Dist.home("tomcat10");
    Tomcat.create(home, base);
    Files.copy(Dist.war(), base.resolve("webapps/ROOT.war"));
    server = Tomcat.start(home, base);
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
