package io.cqueue.remote;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cancel}: calls a job off. */
@Command(name = "cancel", description = "Calls a job off.")
final class CancelCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "<id>", description = "Which job.")
  private long id;

  @Override
  public Integer call() throws IOException, InterruptedException {
    output.object(server.client().cancel(id).json());
    return 0;
  }
}
