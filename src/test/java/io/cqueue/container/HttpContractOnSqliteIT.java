package io.cqueue.container;

import io.cqueue.http.HttpContract;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP contract on the WAR alone, which keeps its jobs on the disk. */
final class HttpContractOnSqliteIT extends HttpContract {

  @TempDir private static Path directory;
  private static JavaJar server;

  @BeforeAll
  static void start() {
    String data = "-Dcqueue.data=" + directory.resolve("data");
    // It is not about power cuts, so it need not wait for the disk each time.
    server =
        JavaJar.start(
            directory,
            "-Dcqueue.store=sqlite",
            data,
            "-Dcqueue.flush=1",
            "-Dcqueue.push-private=true");
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
