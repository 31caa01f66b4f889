package io.cqueue.bench;

import io.cqueue.cli.Bench;
import io.cqueue.cli.BenchResult;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Runs one load from the command line, until the product has its {@code bench} command. */
public final class BenchMain {

  private BenchMain() {}

  /**
   * Runs it.
   *
   * @param args target, mode, connections, seconds of warm-up, seconds
   */
  public static void main(String[] args) throws IOException {
    Bench bench =
        new Bench(
            URI.create(args[0]),
            Bench.Mode.valueOf(args[1].toUpperCase(Locale.ROOT)),
            Integer.parseInt(args[2]),
            Duration.ofSeconds(Long.parseLong(args[3])),
            Duration.ofSeconds(Long.parseLong(args[4])),
            Bench.UNLIMITED);
    BenchResult result = bench.run();
    System.out.print(result.table());
    System.out.println(result.json());
  }
}
