package io.cqueue.remote;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Json;
import io.cqueue.client.Query;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code queues}: the queues, or one of them. */
@Command(name = "queues", description = "Shows all queues, or one with its settings.")
final class QueuesCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(arity = "0..1", paramLabel = "<name>", description = "Which one.")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CqueueClient client = server.client();
    if (name == null) {
      output.queues(all(client));
    } else {
      output.object(client.call("GET", "/queues/" + Query.segment(name), null));
    }
    return 0;
  }

  static List<Json> all(CqueueClient client) throws IOException, InterruptedException {
    Json queues = client.call("GET", "/queues", null).fields().get("Queues");
    return queues == null ? List.of() : queues.elements();
  }
}
