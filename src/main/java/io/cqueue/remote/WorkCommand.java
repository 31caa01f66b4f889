package io.cqueue.remote;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Problem;
import io.cqueue.client.Worker;
import io.cqueue.client.WorkerSettings;
import io.cqueue.work.CommandHandler;
import io.cqueue.work.CommandSettings;
import io.cqueue.work.WorkLog;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code work}: does jobs, each by a command. */
@Command(
    name = "work",
    description = {
      "Does jobs, each by running a command.",
      "The payload is the command's standard input, its standard output the result. In its"
          + " environment are CQUEUE_JOB_ID, CQUEUE_TYPE, CQUEUE_QUEUE, CQUEUE_ATTEMPT and"
          + " CQUEUE_TAGS. Exit code 0 concludes the job, 65 fails it for good, any other, such as"
          + " 75, lets it be tried again."
    })
final class WorkCommand implements Callable<Integer> {

  private final StopRequest stop;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--queue",
      paramLabel = "<name>",
      split = ",",
      defaultValue = "default",
      description = "From where, tried in this order. Default: ${DEFAULT-VALUE}")
  private List<String> queues = new ArrayList<>();

  @Option(names = "--type", paramLabel = "<type>", split = ",", description = "Only these types.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--concurrency",
      paramLabel = "<n>",
      defaultValue = "1",
      description = "How many jobs at a time. Default: ${DEFAULT-VALUE}")
  private int concurrency;

  @Option(
      names = "--lease",
      paramLabel = "<s>",
      defaultValue = "60",
      description = {
        "Seconds until a job goes to another worker if this one dies.",
        "As long as it lives the job is kept. Default: ${DEFAULT-VALUE}"
      })
  private BigDecimal lease = BigDecimal.ZERO;

  @Option(
      names = "--name",
      paramLabel = "<name>",
      description = "The consumer's name. Default: host and process ID")
  private String name = "";

  @Option(
      names = "--grace",
      paramLabel = "<s>",
      defaultValue = "30",
      description = {
        "Seconds that commands have to end after SIGTERM or Ctrl-C.",
        "Then they are ended, and their jobs given back. Default: ${DEFAULT-VALUE}"
      })
  private BigDecimal grace = BigDecimal.ZERO;

  @Option(
      names = "--kill-after",
      paramLabel = "<s>",
      defaultValue = "5",
      description = "Seconds from SIGTERM to SIGKILL for a command. Default: ${DEFAULT-VALUE}")
  private BigDecimal killAfter = BigDecimal.ZERO;

  @Option(
      names = "--max-output",
      paramLabel = "<bytes>",
      defaultValue = "65536",
      description = "The result is cut at this length. Default: ${DEFAULT-VALUE}")
  private int maxOutput;

  @Parameters(arity = "1..*", paramLabel = "<command>", description = "What to run, after --.")
  private List<String> command = new ArrayList<>();

  WorkCommand(StopRequest stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSettings commands = checked(this::commandSettings);
    WorkerSettings settings = checked(this::workerSettings);
    CqueueClient client = server.workingClient().consumer(name.isEmpty() ? ownName() : name);
    CountDownLatch stopping = new CountDownLatch(1);
    WorkLog log = new WorkLog(spec.commandLine().getErr(), Terminal.isThere());
    Worker worker = Worker.start(client, settings, new CommandHandler(commands, stopping), log);
    log.say("works on " + String.join(", ", queues) + " of " + server.uri());
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread signals = new Thread(() -> await(end), "cqueue-stop");
    signals.setDaemon(true);
    signals.start();
    CompletableFuture.anyOf(end, log.refused()).join();
    stopping.countDown();
    worker.stop();
    if (end.isDone()) {
      log.say("stops; what is under way has " + grace + " s");
    }
    worker.close(Durations.of(grace));
    log.sum();
    return log.refused().isDone() ? refused(log.refused().join()) : 0;
  }

  private void await(CompletableFuture<Void> end) {
    try {
      stop.await();
      end.complete(null);
    } catch (InterruptedException e) {
      end.completeExceptionally(e);
    }
  }

  private int refused(Problem problem) {
    spec.commandLine().getErr().println("cqueue: " + problem.detail());
    return ExitCodes.REFUSED;
  }

  private CommandSettings commandSettings() {
    return new CommandSettings(command, Durations.of(killAfter), maxOutput);
  }

  private WorkerSettings workerSettings() {
    Duration time = Durations.of(lease);
    return WorkerSettings.of(queues.toArray(String[]::new))
        .types(types)
        .concurrency(concurrency)
        .lease(time);
  }

  private <T> T checked(Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String ownName() {
    String host = System.getenv("HOSTNAME");
    return (host == null ? "worker" : host) + "-" + ProcessHandle.current().pid();
  }
}
