package io.cqueue.container;

import io.cqueue.http.HttpContract;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP contract on the WAR alone, started with {@code java -jar}. */
final class HttpContractOnJavaJarIT extends HttpContract {

  @TempDir private static Path directory;
  private static JavaJar server;

  @BeforeAll
  static void start() {
    server = JavaJar.start(directory, "-Dcqueue.push-private=true");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected URI baseUri() {
    return server.uri();
  }
}
