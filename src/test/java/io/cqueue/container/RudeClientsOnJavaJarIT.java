package io.cqueue.container;

import io.cqueue.http.RudeClientContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Rude clients of the WAR that runs on its own. */
final class RudeClientsOnJavaJarIT extends RudeClientContract {

  @TempDir private static Path directory;
  private static JavaJar server;

  @BeforeAll
  static void start() {
    server = JavaJar.start(directory);
  }

  @Override
  public URI baseUri() {
    return server.uri();
  }

  @Override
  protected List<String> log() {
    List<String> log = server.process().log();
    server.close();
    return log;
  }

  @Override
  public List<How> noticed() {
    return List.of(How.CLOSE, How.RESET);
  }
}
