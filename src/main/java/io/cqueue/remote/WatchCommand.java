package io.cqueue.remote;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watch}: the queues, again and again. */
@Command(name = "watch", description = "Shows all queues, again and again, until Ctrl-C.")
final class WatchCommand implements Callable<Integer> {

  private static final String CLEAR = "\u001b[H\u001b[J";

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--interval", paramLabel = "<s>", description = "How often. Default: 1")
  private BigDecimal interval = BigDecimal.ONE;

  @Option(names = "--times", paramLabel = "<n>", description = "Only so many times.")
  private long times = Long.MAX_VALUE;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CqueueClient client = server.client();
    for (long left = times; left > 0; left--) {
      List<Json> queues = QueuesCommand.all(client);
      if (!output.isJson()) {
        output.out().print(CLEAR + server.uri() + "\n\n");
      }
      output.queues(queues);
      if (left > 1) {
        TimeUnit.MILLISECONDS.sleep(Math.max(100, Durations.of(interval).toMillis()));
      }
    }
    return 0;
  }
}
