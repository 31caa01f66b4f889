package io.cqueue.remote;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Dequeue;
import io.cqueue.client.Job;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dequeue}: takes jobs. */
@Command(name = "dequeue", description = "Takes a job. Exit code 3 if there is none.")
final class DequeueCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--queue", paramLabel = "<name>", split = ",", description = "From where.")
  private List<String> queues = new ArrayList<>();

  @Option(names = "--type", paramLabel = "<type>", split = ",", description = "Only these.")
  private List<String> types = new ArrayList<>();

  @Option(names = "--max", paramLabel = "<n>", description = "Up to so many. Default: 1")
  private int max = 1;

  @Option(names = "--wait", paramLabel = "<s>", description = "Wait for one, up to 60 seconds.")
  private BigDecimal wait = BigDecimal.ZERO;

  @Option(names = "--lease", paramLabel = "<s>", description = "Keep it for so many seconds.")
  private @Nullable BigDecimal lease;

  @Option(names = "--name", paramLabel = "<name>", description = "The consumer's name.")
  private String name = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    CqueueClient client = server.client();
    Dequeue wanted =
        Dequeue.from(queues.toArray(String[]::new))
            .types(types)
            .max(max)
            .waiting(Durations.of(wait))
            .lease(lease == null ? null : Durations.of(lease));
    List<Job> jobs = (name.isEmpty() ? client : client.consumer(name)).dequeue(wanted);
    if (jobs.size() == 1) {
      output.object(jobs.get(0).json());
    } else if (!jobs.isEmpty()) {
      output.jobs(jobs.stream().map(Job::json).toList());
    }
    return jobs.isEmpty() ? ExitCodes.NOTHING : 0;
  }
}
