package io.cqueue.boot;

import io.cqueue.http.HttpContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP contract on the WAR that runs on its own. */
final class HttpContractOnRunnableWarIT extends HttpContract {

  @TempDir private static Path temporary;
  private static RunningWar war;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    war = RunningWar.start(temporary, "--port", "0", "--push-private", "true");
    port = war.port();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    war.terminate();
    war.exitCode();
    war.close();
  }

  @Override
  protected URI baseUri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public boolean connectorAnswersWithProblems() {
    return true;
  }
}
