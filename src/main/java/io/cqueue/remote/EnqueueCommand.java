package io.cqueue.remote;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code enqueue}: adds a job, or all of a file. */
@Command(name = "enqueue", description = "Adds a job, or all jobs of a file, and prints their IDs.")
final class EnqueueCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private NewJobOptions job = new NewJobOptions();

  @Option(
      names = "--file",
      paramLabel = "<file>",
      description = "A job a line, as JSON, instead of what else is said; - is the standard input.")
  private @Nullable String file;

  @Option(
      names = "--batch",
      paramLabel = "<n>",
      defaultValue = "500",
      description = "With --file: how many in one request. Default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(
      names = "--key",
      paramLabel = "<key>",
      description = {
        "Within a day, the same with the same key adds nothing a second time.",
        "So a file that was added in part is gone on with."
      })
  private @Nullable String key;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String name = key == null ? UUID.randomUUID().toString() : key;
    if (file != null) {
      return new FileOfJobs(server.client(), output, name, Math.max(1, batch)).enqueue(file);
    }
    output.object(server.client().enqueue(job.json(), name));
    return 0;
  }
}
