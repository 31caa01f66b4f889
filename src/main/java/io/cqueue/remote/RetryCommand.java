package io.cqueue.remote;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retry}: gives a job another chance. */
@Command(name = "retry", description = "Gives a job that is FAILED or CANCELLED another chance.")
final class RetryCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "<id>", description = "Which job.")
  private long id;

  @Override
  public Integer call() throws IOException, InterruptedException {
    output.object(server.client().retry(id).json());
    return 0;
  }
}
