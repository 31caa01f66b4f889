package io.cqueue.fuzz;

import io.cqueue.boot.InProcessServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What Jazzer calls, by its names. One server serves all trials of a process, since to start one
 * takes longer than a thousand trials.
 */
public final class HttpFuzzer implements AutoCloseable {

  private static final Path API = Path.of("docs/api.md");

  /** A body can be longer than that, and all bodies together than the room for them. */
  private static final Map<String, String> SETTINGS = Map.of("max-body", "200000");

  /** Jazzer knows no objects. */
  private static @Nullable HttpFuzzer only;

  private final InProcessServer server;
  private final Troubles troubles;
  private final List<Route> routes;
  private final AtomicLong requests = new AtomicLong();

  private HttpFuzzer(InProcessServer server, List<Route> routes) {
    this.server = server;
    this.routes = routes;
    this.troubles = Troubles.listen();
  }

  /** Starts the server. */
  static HttpFuzzer start() throws Exception {
    return new HttpFuzzer(InProcessServer.start(SETTINGS), Route.of(API));
  }

  /** Called once by Jazzer. */
  public static void fuzzerInitialize() throws Exception {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      Logger.getLogger("").removeHandler(handler);
    }
    HttpFuzzer fuzzer = start();
    only = fuzzer;
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Objects.requireNonNull(only).play(input);
  }

  /** Called once by Jazzer at the end. */
  public static void fuzzerTearDown() {
    HttpFuzzer fuzzer = Objects.requireNonNull(only);
    System.err.println("cqueue answered " + fuzzer.requests + " requests");
    fuzzer.close();
  }

  /** Plays one trial. */
  void play(byte[] input) {
    requests.addAndGet(new Trial(server, troubles, routes, input).run());
  }

  /** How many requests there were. */
  long requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.close();
    troubles.close();
  }
}
