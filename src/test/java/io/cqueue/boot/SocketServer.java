package io.cqueue.boot;

import io.cqueue.config.ConfigReader;
import io.cqueue.config.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The server that {@code java -jar} runs, in this process and on a port of its own. */
public final class SocketServer implements AutoCloseable {

  private final JettyServer server;

  private SocketServer(JettyServer server) {
    this.server = server;
  }

  /** Starts one with these settings. */
  public static SocketServer start(Map<String, String> settings) throws IOException {
    Sources sources =
        new Sources(Map.of(), settings, Map.of(), Map.of(), Sources.none().directory());
    return new SocketServer(JettyServer.start(ConfigReader.read(sources), Path.of("webapp")));
  }

  /** Where it is. */
  public String url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
  }
}
