package io.cqueue.bench;

import io.cqueue.cli.Bench;
import io.cqueue.cli.BenchResult;
import io.cqueue.cli.Load;
import io.cqueue.client.CqueueClient;
import io.cqueue.client.Json;
import io.cqueue.client.Worker;
import io.cqueue.client.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How many jobs a second workers do that have nothing to do: the client's {@link Worker} with an
 * empty handler, and {@code cqueue work} with {@code true} for a command, next to what the server
 * can do at most. All of it against one server, in turn, round by round. Set it up by {@code
 * -Dbench.warmUp}, {@code rounds}, {@code jobs}, {@code concurrency}.
 */
public final class WorkBenchmark {

  private static final Path OUT = Path.of("target", "bench");
  private static final Path WAR = Path.of("target", "cqueue.war");
  private static final int PORT = Integer.getInteger("bench.port", 3420);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final int JOBS = Integer.getInteger("bench.jobs", 20_000);
  private static final int CONCURRENCY = Integer.getInteger("bench.concurrency", 16);
  private static final Duration WARM_UP =
      Duration.ofSeconds(Integer.getInteger("bench.warmUp", 30));
  private static final Duration SECONDS = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A command takes a process, so there are fewer of them. */
  private static final int COMMANDS = JOBS / 20;

  private final ServerProcess server;

  private WorkBenchmark(ServerProcess server) {
    this.server = server;
  }

  /** Prints a line for each round. */
  public static void main(String[] args) throws Exception {
    Files.createDirectories(OUT);
    List<String> arguments =
        List.of("-Xms1g", "-Xmx1g", "-jar", WAR.toString(), "--port=" + PORT, "--log-level=warn");
    try (ServerProcess server = ServerProcess.start(arguments, PORT, OUT.resolve("work.log"))) {
      WorkBenchmark benchmark = new WorkBenchmark(server);
      benchmark.load(Bench.Mode.SETTLE, WARM_UP, Bench.UNLIMITED);
      benchmark.handlers(1);
      for (int round = 0; round < ROUNDS; round++) {
        benchmark.round();
      }
    }
  }

  private void round() throws Exception {
    // Whoever has a job to tell of and takes the next needs one request.
    BenchResult most = load(Bench.Mode.SETTLE, SECONDS, Bench.UNLIMITED);
    System.out.printf(
        "%d at a time: server at most %,.0f requests/s; handlers %,.0f jobs/s, 100 a request"
            + " %,.0f jobs/s; `cqueue work -- true` %,.0f jobs/s%n",
        CONCURRENCY, most.requestsPerSecond(), handlers(1), handlers(100), commands());
  }

  private BenchResult load(Bench.Mode mode, Duration duration, long limit) throws Exception {
    return new Bench(
            new Load(server.target(), "default", 1, 0),
            mode,
            CONCURRENCY,
            0,
            Duration.ZERO,
            duration,
            limit)
        .run();
  }

  /** Jobs a second by a worker in this process. */
  private double handlers(int batch) throws Exception {
    load(Bench.Mode.PRODUCE, PATIENCE, JOBS);
    CountDownLatch left = new CountDownLatch(JOBS);
    WorkerSettings settings = WorkerSettings.of("default").concurrency(CONCURRENCY).batch(batch);
    long start = System.nanoTime();
    try (Worker worker =
        Worker.start(
            CqueueClient.to(server.target()),
            settings,
            task -> {
              left.countDown();
              return null;
            })) {
      require(left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      worker.stop();
    }
    return JOBS / ((System.nanoTime() - start) / 1e9);
  }

  /** Jobs a second by a command for each, the start of the worker included. */
  private double commands() throws Exception {
    load(Bench.Mode.PRODUCE, PATIENCE, COMMANDS);
    String java = ProcessHandle.current().info().command().orElse("java");
    CqueueClient client = CqueueClient.to(server.target());
    long start = System.nanoTime();
    Process work =
        new ProcessBuilder(
                java,
                "-jar",
                WAR.toString(),
                "work",
                "--url=" + server.target(),
                "--concurrency=" + CONCURRENCY,
                "--",
                "true")
            .redirectErrorStream(true)
            .redirectOutput(OUT.resolve("worker.log").toFile())
            .start();
    try {
      while (left(client) > 0) {
        require(work.isAlive() && System.nanoTime() - start < PATIENCE.toNanos());
        work.waitFor(10, TimeUnit.MILLISECONDS);
      }
    } finally {
      work.destroy();
      work.waitFor();
    }
    return COMMANDS / ((System.nanoTime() - start) / 1e9);
  }

  private static long left(CqueueClient client) throws Exception {
    Map<String, Json> stats = client.call("GET", "/jobs/stats", null).fields();
    return number(stats, "Queued") + number(stats, "InProgress");
  }

  private static long number(Map<String, Json> stats, String name) {
    return Long.parseLong(Objects.requireNonNull(stats.get(name)).text());
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("The jobs were not done in time");
    }
  }
}
