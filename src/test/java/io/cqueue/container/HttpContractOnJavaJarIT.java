package io.cqueue.container;

import io.cqueue.http.HttpContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP contract on the WAR alone, started with {@code java -jar}. */
final class HttpContractOnJavaJarIT extends HttpContract {

  /** In the line that says where it listens. */
  private static final Pattern READY = Pattern.compile("(http://[\\w.\\[\\]:-]+:\\d+(/\\w+)*)");

  @TempDir private static Path directory;
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    List<String> arguments = List.of("-jar", Dist.war().toString(), "--port", "0");
    server = ServerProcess.java(directory, arguments, READY);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected URI baseUri() {
    return URI.create(server.readyLine().group(1));
  }
}
