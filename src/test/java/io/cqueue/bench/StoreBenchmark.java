package io.cqueue.bench;

import io.cqueue.cli.Bench;
import io.cqueue.cli.BenchResult;
import io.cqueue.cli.Load;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What it costs to keep jobs on the disk: enqueues over HTTP to a server in memory and to one with
 * the store sqlite, in turn, round by round; then how long a start with many queued jobs takes.
 * With {@code -Dbench.databaseUrl} a server with the store postgres takes part, too. Set it up by
 * {@code -Dbench.connections}, {@code warmUp}, {@code seconds}, {@code rounds}, {@code queued}.
 */
public final class StoreBenchmark {

  private static final Path OUT = Path.of("target", "bench");
  private static final int CONNECTIONS = Integer.getInteger("bench.connections", 64);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
  private static final Duration SECONDS = seconds("bench.seconds", 2);
  private static final Duration WARM_UP = seconds("bench.warmUp", 20);
  private static final int QUEUED = Integer.getInteger("bench.queued", 1_000_000);
  private static final int PORT = Integer.getInteger("bench.port", 3410);
  private static final int MANY = 100;
  private static final int MOST = 1000;
  private static final int POLL_MILLIS = 100;

  private StoreBenchmark() {}

  /** Prints a line for each store and size of batch, and one for the start. */
  public static void main(String[] args) throws Exception {
    Files.createDirectories(OUT);
    Path data = Files.createTempDirectory(OUT.toAbsolutePath(), "data");
    List<String> sqlite = List.of("--store=sqlite", "--data=" + data);
    String database = System.getProperty("bench.databaseUrl", "");
    List<ServerProcess> servers = new ArrayList<>();
    try {
      servers.add(start(PORT, List.of()));
      servers.add(start(PORT + 1, sqlite));
      List<String> names = new ArrayList<>(List.of("memory", "sqlite"));
      if (!database.isEmpty()) {
        names.add("postgres");
        servers.add(start(PORT + 2, List.of("--store=postgres", "--database-url=" + database)));
      }
      enqueue(names, servers, 1);
      enqueue(names, servers, MANY);
    } finally {
      servers.forEach(ServerProcess::close);
    }
    Path full = Files.createTempDirectory(OUT.toAbsolutePath(), "full");
    startWithMany(List.of("--store=sqlite", "--data=" + full));
  }

  private static void enqueue(List<String> names, List<ServerProcess> servers, int batch)
      throws IOException {
    for (ServerProcess server : servers) {
      for (long left = WARM_UP.toSeconds(); left > 0; left -= SECONDS.toSeconds()) {
        load(server, batch, SECONDS);
      }
    }
    double[][] rates = new double[servers.size()][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < servers.size(); i++) {
        rates[i][round] = load(servers.get(i), batch, SECONDS).jobsPerSecond();
      }
    }
    for (int i = 0; i < servers.size(); i++) {
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = rates[i][round] / rates[0][round];
      }
      System.out.printf(
          "enqueue %3d a request, %d connections, %-8s %,9.0f jobs/s, ratio to memory %.2f%n",
          batch, CONNECTIONS, names.get(i), median(rates[i]), median(ratios));
    }
  }

  /** Leaves no job behind, or there would be no room for more after a while. */
  private static BenchResult load(ServerProcess server, int batch, Duration duration)
      throws IOException {
    BenchResult result =
        new Bench(
                new Load(server.target(), "default", batch, 0),
                Bench.Mode.PRODUCE,
                CONNECTIONS,
                0,
                Duration.ZERO,
                duration,
                Bench.UNLIMITED)
            .run();
    purge(server.target().resolve("/queues/default/purge"));
    return result;
  }

  private static void purge(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod("POST");
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("not purged: " + connection.getResponseCode());
    }
    try (InputStream body = connection.getInputStream()) {
      body.readAllBytes();
    }
  }

  private static void startWithMany(List<String> store) throws Exception {
    try (ServerProcess server = start(PORT + 1, store)) {
      new Bench(
              new Load(server.target(), "default", MOST, 0),
              Bench.Mode.PRODUCE,
              1,
              0,
              Duration.ZERO,
              Duration.ofMinutes(10),
              QUEUED / MOST)
          .run();
    }
    long begun = System.nanoTime();
    try (ServerProcess server = start(PORT + 1, store)) {
      double listening = (System.nanoTime() - begun) / 1e9;
      URI ready = server.target().resolve("/health/ready");
      int starting = 0;
      while (status(ready) != HttpURLConnection.HTTP_OK) {
        starting++;
        // Asking takes processors, too.
        Thread.sleep(POLL_MILLIS);
      }
      System.out.printf(
          "start with %,d queued jobs: listens after %.1f s, ready after %.1f s, of which the"
              + " processor %.1f s; \"starting\" %d times%n",
          QUEUED,
          listening,
          (System.nanoTime() - begun) / 1e9,
          server.cpu().toMillis() / 1e3,
          starting);
    }
  }

  private static int status(URI uri) throws IOException {
    return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode();
  }

  private static ServerProcess start(int port, List<String> store) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-Xmx3g", "-jar"));
    arguments.addAll(List.of(OUT.resolveSibling("cqueue.war").toString(), "--port=" + port));
    arguments.addAll(store);
    return ServerProcess.start(arguments, port, OUT.resolve("store-" + port + ".log"));
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Duration seconds(String name, int otherwise) {
    return Duration.ofSeconds(Integer.getInteger(name, otherwise));
  }
}
