package io.cqueue.remote;

import io.cqueue.client.Batch;
import io.cqueue.client.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch}: adds jobs as one whole, or tells how far it has come. */
@Command(
    name = "batch",
    description = {
      "Shows how far a batch has come, or adds the jobs of a file as one.",
      "Exit code 3 if there is none."
    })
final class BatchCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private CallbackOptions callbacks = new CallbackOptions();

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  /** One that is there, or a new one. */
  private static final class Which {

    @Parameters(paramLabel = "<id>", description = "Which batch to show.")
    private @Nullable Long id;

    @Option(
        names = "--file",
        paramLabel = "<file>",
        description = "Its jobs, one a line, as JSON; - is the standard input.")
    private @Nullable String file;
  }

  @Option(names = "--name", paramLabel = "<name>", description = "What it is called.")
  private @Nullable String name;

  @Option(
      names = "--key",
      paramLabel = "<key>",
      description = "Within a day, the same with the same key adds nothing a second time.")
  private @Nullable String key;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (which.file == null) {
      return show(which.id == null ? 0 : which.id);
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Name", name);
    fields.put("Jobs", new Json("[" + String.join(",", lines(which.file)) + "]"));
    callbacks.addTo(fields);
    output.object(
        server
            .client()
            .enqueueBatch(
                Json.of(Values.some(fields)), key == null ? UUID.randomUUID().toString() : key));
    return 0;
  }

  private int show(long id) throws IOException, InterruptedException {
    Optional<Batch> batch = server.client().batch(id);
    if (batch.isEmpty()) {
      output.say("there is no batch " + id);
      return ExitCodes.NOTHING;
    }
    output.object(batch.get().json());
    return 0;
  }

  private static List<String> lines(String file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (JobLines all = JobLines.open(file)) {
      for (String line = all.next(); line != null; line = all.next()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
