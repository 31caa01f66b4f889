package io.cqueue.bench;

import io.cqueue.cli.Bench;
import io.cqueue.cli.BenchResult;
import io.cqueue.cli.Load;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One queue in PostgreSQL on one, two and three servers: the same number of clients, spread over
 * the servers, does the life of a job over and over. Servers, database and clients share the
 * machine. Set it up by {@code -Dbench.databaseUrl} (one of its own otherwise), {@code
 * bench.connections}, {@code warmUp}, {@code seconds}, {@code rounds}.
 */
public final class NodesBenchmark {

  private static final Path OUT = Path.of("target", "bench");
  private static final int MOST_NODES = 3;
  private static final int CONNECTIONS = Integer.getInteger("bench.connections", 48);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final Duration SECONDS =
      Duration.ofSeconds(Integer.getInteger("bench.seconds", 2));
  private static final Duration WARM_UP =
      Duration.ofSeconds(Integer.getInteger("bench.warmUp", 10));
  private static final int PORT = Integer.getInteger("bench.port", 3420);

  private NodesBenchmark() {}

  /** Prints a line for each number of servers and size of batch. */
  public static void main(String[] args) throws Exception {
    Files.createDirectories(OUT);
    String given = System.getProperty("bench.databaseUrl", "");
    if (!given.isEmpty()) {
      measure(given);
      return;
    }
    try (EmbeddedPostgres database = patient().start()) {
      measure(database.getJdbcUrl("postgres", "postgres"));
    }
  }

  /** It takes its time where other programs run. */
  private static EmbeddedPostgres.Builder patient() {
    return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1));
  }

  private static void measure(String url) throws Exception {
    List<ServerProcess> servers = new ArrayList<>();
    String schema = "bench" + System.currentTimeMillis();
    execute(url, "create schema " + schema);
    try {
      for (int i = 0; i < MOST_NODES; i++) {
        servers.add(
            start(PORT + i, url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema));
      }
      for (int batch : new int[] {1, 100}) {
        load(servers, batch, WARM_UP);
        report(servers, batch);
      }
    } finally {
      servers.forEach(ServerProcess::close);
      execute(url, "drop schema " + schema + " cascade");
    }
  }

  private static void report(List<ServerProcess> servers, int batch) throws Exception {
    double[][] rates = new double[MOST_NODES][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int nodes = 1; nodes <= MOST_NODES; nodes++) {
        rates[nodes - 1][round] = load(servers.subList(0, nodes), batch, SECONDS);
      }
    }
    for (int nodes = 1; nodes <= MOST_NODES; nodes++) {
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = rates[nodes - 1][round] / rates[0][round];
      }
      System.out.printf(
          "%d server(s), %d connections, %3d jobs a request: %,8.0f jobs/s, ratio to one %.2f%n",
          nodes, CONNECTIONS, batch, median(rates[nodes - 1]), median(ratios));
    }
  }

  /** How many jobs a second go through, all servers together. */
  private static double load(List<ServerProcess> servers, int batch, Duration duration)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(servers.size());
    try {
      List<Callable<BenchResult>> loads = new ArrayList<>();
      for (ServerProcess server : servers) {
        Bench bench =
            new Bench(
                new Load(server.target(), "default", batch, 0),
                Bench.Mode.LIFECYCLE,
                CONNECTIONS / servers.size(),
                0,
                Duration.ZERO,
                duration,
                Bench.UNLIMITED);
        loads.add(bench::run);
      }
      double jobs = 0;
      long missing = 0;
      for (Future<BenchResult> each : threads.invokeAll(loads)) {
        BenchResult result = each.get();
        jobs += result.jobsPerSecond();
        // A job enqueued at one server may be handed out at another.
        missing += result.undelivered() - result.foreign();
        if (result.duplicates() > 0) {
          throw new IOException("a job was handed out twice");
        }
      }
      if (missing > 0) {
        throw new IOException(missing + " jobs are missing");
      }
      return jobs;
    } finally {
      threads.shutdown();
    }
  }

  private static ServerProcess start(int port, String url) throws Exception {
    return ServerProcess.start(
        List.of(
            "-Xmx512m",
            "-jar",
            OUT.resolveSibling("cqueue.war").toString(),
            "--port=" + port,
            "--store=postgres",
            "--database-url=" + url),
        port,
        OUT.resolve("node-" + port + ".log"));
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
