package io.cqueue.container;

import io.cqueue.http.RudeClientContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Rude clients of the WAR on Tomcat 11. */
final class RudeClientsOnTomcat11IT extends RudeClientContract {

  @TempDir private static Path base;
  private static Tomcat server;

  @BeforeAll
  static void start() throws IOException {
    Path home = Dist.home("tomcat11");
    Tomcat.create(home, base);
    Files.copy(Dist.war(), base.resolve("webapps/ROOT.war"));
    server = Tomcat.start(home, base);
  }

  @Override
  public URI baseUri() {
    return server.uri("");
  }

  @Override
  protected List<String> log() {
    List<String> log = server.process().log();
    server.close();
    return log;
  }

  @Override
  public List<How> noticed() {
    return List.of(How.RESET);
  }
}
