package io.cqueue.container;

import io.cqueue.http.FullServerContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -Xmx256m -jar cqueue.war}, with the collector that Java chooses by itself. */
final class FullServerIT extends FullServerContract {

  @TempDir private static Path directory;
  private static JavaJar server;

  @BeforeAll
  static void start() {
    server = JavaJar.start(directory, "-XX:-UseSerialGC", "-XX:+UseG1GC");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected URI baseUri() {
    return server.uri();
  }

  @Override
  protected List<String> log() {
    return server.process().log();
  }
}
