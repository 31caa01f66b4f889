package io.cqueue.remote;

import io.cqueue.client.Job;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get}: a job as it stands. */
@Command(name = "get", description = "Shows a job. Exit code 3 if there is none.")
final class GetCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "<id>", description = "Which job.")
  private long id;

  @Option(
      names = "--wait",
      paramLabel = "<s>",
      description = "Wait until it is finished, up to 60 seconds.")
  private BigDecimal wait = BigDecimal.ZERO;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Job> job = server.client().await(id, Durations.of(wait));
    if (job.isEmpty()) {
      output.say("there is no job " + id);
      return ExitCodes.NOTHING;
    }
    output.object(job.get().json());
    return 0;
  }
}
