package io.cqueue.fuzz;

import io.cqueue.boot.InProcessServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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

  private static final int SEEDS = 200;

  /** Enough for a trial of as many steps as there may be. */
  static final int SEED_LENGTH = 800;

  /** Jazzer knows no objects. */
  private static @Nullable HttpFuzzer only;

  /** One trial in so many is played with tokens. */
  private static final int GUARDED = 4;

  /** Fewer requests than that in one run of the profile nightly have shown too little. */
  private static final long LEAST = Long.getLong("fuzz.least", 1_000_000);

  private final InProcessServer server;
  private final InProcessServer guarded;
  private final Troubles troubles;
  private final List<Route> routes;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();

  private HttpFuzzer(InProcessServer server, InProcessServer guarded, List<Route> routes) {
    this.server = server;
    this.guarded = guarded;
    this.routes = routes;
    this.troubles = Troubles.listen();
  }

  /** Starts the servers. */
  static HttpFuzzer start() throws Exception {
    Path tokens = Files.createTempFile("tokens", "");
    Files.write(tokens, TokenTrial.tokens());
    tokens.toFile().deleteOnExit();
    Map<String, String> guarded = new HashMap<>(SETTINGS);
    guarded.put("tokens", tokens.toString());
    return new HttpFuzzer(
        InProcessServer.start(SETTINGS), InProcessServer.start(guarded), Route.of(API));
  }

  /** Called once by Jazzer. */
  public static void fuzzerInitialize() throws Exception {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      Logger.getLogger("").removeHandler(handler);
    }
    seed(Path.of(System.getProperty("fuzz.corpus")));
    only = start();
  }

  /** Jazzer makes inputs of those that it has; with none to begin with they would stay short. */
  private static void seed(Path corpus) throws IOException {
    Files.createDirectories(corpus);
    for (int i = 0; i < SEEDS; i++) {
      byte[] input = new byte[SEED_LENGTH];
      new Random(i).nextBytes(input);
      Files.write(corpus.resolve("seed-" + i), input);
    }
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Objects.requireNonNull(only).play(input);
  }

  /** Called once by Jazzer at the end. */
  public static void fuzzerTearDown() {
    HttpFuzzer fuzzer = Objects.requireNonNull(only);
    System.err.println(
        "cqueue answered " + fuzzer.requests + " requests, " + fuzzer.delivered + " with jobs");
    fuzzer.close();
    if (fuzzer.requests() < LEAST) {
      System.err.println("That is less than " + LEAST + ", and not enough");
      Runtime.getRuntime().halt(1); // Jazzer itself is content with what it has got
    }
  }

  /** Plays one trial. */
  void play(byte[] input) {
    if (input.length > 0 && input[0] % GUARDED == 0) {
      requests.addAndGet(new TokenTrial(guarded, troubles, routes, input).run());
      return;
    }
    Trial trial = new Trial(server, troubles, routes, input);
    requests.addAndGet(trial.run());
    delivered.addAndGet(trial.delivered());
  }

  /** How many jobs someone was given: if there are none, little was tried. */
  long delivered() {
    return delivered.get();
  }

  /** How many requests there were. */
  long requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.close();
    guarded.close();
    troubles.close();
  }
}
