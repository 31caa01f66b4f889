package io.cqueue.container;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A Jetty as its distribution sets it up, with the modules that run a WAR. */
final class Jetty implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("Started .*ServerConnector.*:(\\d+)}");

  private final ServerProcess process;

  private Jetty(ServerProcess process) {
    this.process = process;
  }

  /**
   * Starts one with a single web application.
   *
   * @param home the distribution
   * @param base an empty directory for the instance
   * @param war the name under which the WAR is dropped in, which decides about its path
   * @param edition of Jakarta EE, as Jetty writes it
   */
  static Jetty start(Path home, Path base, String war, String edition) throws IOException {
    Files.copy(Dist.war(), Files.createDirectory(base.resolve("webapps")).resolve(war));
    Files.writeString(base.resolve("cqueue.properties"), "cqueue.push-private=true");
    List<String> arguments =
        List.of(
            "-Djava.io.tmpdir=" + Files.createDirectory(base.resolve("temp")),
            "-jar",
            home.resolve("start.jar").toString(),
            // Properties come first: after the modules they would be those of the edition.
            "jetty.http.host=127.0.0.1",
            "jetty.http.port=0",
            "--modules=http," + edition + "-deploy");
    return new Jetty(ServerProcess.java(base, arguments, READY));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + process.readyLine().group(1) + path);
  }

  @Override
  public void close() {
    process.close();
  }
}
