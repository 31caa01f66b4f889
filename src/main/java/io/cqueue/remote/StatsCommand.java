package io.cqueue.remote;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stats}: the counts of all queues. */
@Command(name = "stats", description = "Shows how many jobs there are.")
final class StatsCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    output.object(server.client().call("GET", "/jobs/stats", null));
    return 0;
  }
}
