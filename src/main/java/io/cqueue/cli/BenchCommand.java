package io.cqueue.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: loads a server, says how fast it is, and whether each job came exactly once. */
@Command(name = "bench", description = "Loads a server and says how fast it is.")
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"--url", "--target"},
      paramLabel = "<url>",
      defaultValue = "http://127.0.0.1:3000/",
      description = "The server. Default: ${DEFAULT-VALUE}")
  private URI target = URI.create("");

  @Option(
      names = "--mode",
      paramLabel = "<mode>",
      defaultValue = "lifecycle",
      description = {
        "What each client does, over and over. Default: ${DEFAULT-VALUE}",
        "lifecycle: enqueue, dequeue, conclude",
        "settle: enqueue, then conclude and dequeue at once",
        "produce: enqueue, while --consumers take the jobs",
        "get: GET the target, for any server to compare with"
      })
  private String mode = "";

  @Option(
      names = "--clients",
      paramLabel = "<n>",
      defaultValue = "16",
      description = "How many clients there are, or producers. Default: ${DEFAULT-VALUE}")
  private int clients;

  @Option(
      names = "--consumers",
      paramLabel = "<n>",
      defaultValue = "0",
      description = "How many consumers there are besides, with --mode produce. Default: 0")
  private int consumers;

  @Option(
      names = "--batch",
      paramLabel = "<n>",
      defaultValue = "1",
      description = "How many jobs go into one request. Default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(
      names = "--payload",
      paramLabel = "<bytes>",
      defaultValue = "0",
      description = "How large the payload of a job is. Default: ${DEFAULT-VALUE}")
  private int payload;

  @Option(
      names = "--queue",
      paramLabel = "<name>",
      defaultValue = "default",
      description = "The queue that is used. Default: ${DEFAULT-VALUE}")
  private String queue = "";

  @Option(
      names = "--warm-up",
      paramLabel = "<s>",
      defaultValue = "5",
      description = "Seconds before anything is counted. Default: ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--duration",
      paramLabel = "<s>",
      defaultValue = "10",
      description = "Seconds that are counted. Default: ${DEFAULT-VALUE}")
  private int duration;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    BenchResult result = bench().run();
    spec.commandLine().getOut().print(json ? result.json() + "\n" : result.table());
    spec.commandLine().getOut().flush();
    return result.exactlyOnce() ? 0 : 1;
  }

  private Bench bench() {
    try {
      return new Bench(
          new Load(target, queue, batch, payload),
          Bench.Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
          clients,
          consumers,
          Duration.ofSeconds(warmUp),
          Duration.ofSeconds(duration),
          Bench.UNLIMITED);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
