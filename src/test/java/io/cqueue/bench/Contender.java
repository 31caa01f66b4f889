package io.cqueue.bench;

import io.cqueue.cli.Bench;
import io.cqueue.cli.BenchResult;
import io.cqueue.cli.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One server and the load that it is measured under. Collects its rounds. */
final class Contender {

  private record Round(BenchResult result, double cpuMicros) {}

  private final String name;
  private final ServerProcess server;
  private final Bench.Mode mode;
  private final int connections;
  private final List<Round> rounds = new ArrayList<>();

  Contender(String name, ServerProcess server, Bench.Mode mode, int connections) {
    this.name = name;
    this.server = server;
    this.mode = mode;
    this.connections = connections;
  }

  /** Puts jobs into the queue, to stay there. */
  void fill(long jobs) throws IOException {
    Duration atMost = Duration.ofMinutes(10);
    new Bench(
            Load.single(server.target()),
            Bench.Mode.PRODUCE,
            connections,
            0,
            Duration.ZERO,
            atMost,
            jobs)
        .run();
  }

  /** Runs the load without counting it. */
  void warm(Duration duration) throws IOException {
    load(Duration.ZERO, duration);
  }

  /** Runs the load and keeps what was measured. */
  void measure(Duration duration) throws IOException {
    Duration before = server.cpu();
    BenchResult result = load(Duration.ZERO, duration);
    double requests = result.requestsPerSecond() * result.seconds();
    rounds.add(new Round(result, server.cpu().minus(before).toNanos() / 1e3 / requests));
    if (!result.exactlyOnce()) {
      throw new IllegalStateException(name + " did not deliver exactly once: " + result);
    }
  }

  private BenchResult load(Duration warmUp, Duration duration) throws IOException {
    return new Bench(
            Load.single(server.target()), mode, connections, 0, warmUp, duration, Bench.UNLIMITED)
        .run();
  }

  /** One line of the table: medians of the rounds, and ratios to the other's, round by round. */
  String line(Contender base) {
    return String.format(
        "%-28s %,11.0f %13s %8.0f %8.0f %12.1f %8.2f %8.2f",
        name,
        median(round -> round.result.requestsPerSecond()),
        mode == Bench.Mode.LIFECYCLE
            ? String.format("%,.0f", median(round -> round.result.jobsPerSecond()))
            : "",
        median(round -> round.result.p50Micros()),
        median(round -> round.result.p99Micros()),
        median(round -> round.cpuMicros),
        ratio(base, round -> round.result.requestsPerSecond()),
        1 / ratio(base, round -> round.cpuMicros));
  }

  static String header() {
    return String.format(
        "%-28s %11s %13s %8s %8s %12s %8s %8s",
        "", "requests/s", "lifecycles/s", "p50 µs", "p99 µs", "CPU µs/req", "ratio", "by CPU");
  }

  private double median(ToDoubleFunction<Round> number) {
    return median(rounds.stream().mapToDouble(number).toArray());
  }

  private double ratio(Contender base, ToDoubleFunction<Round> number) {
    double[] ratios = new double[rounds.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = number.applyAsDouble(rounds.get(i)) / number.applyAsDouble(base.rounds.get(i));
    }
    return median(ratios);
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    java.util.Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
