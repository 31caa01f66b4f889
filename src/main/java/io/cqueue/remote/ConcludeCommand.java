package io.cqueue.remote;

import io.cqueue.client.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code conclude}: a job is done. */
@Command(name = "conclude", description = "Says of a job that it is done.")
final class ConcludeCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "<id>", description = "Which job.")
  private long id;

  @Option(names = "--attempt", paramLabel = "<n>", description = "Refused if that is over.")
  private @Nullable Integer attempt;

  @Option(
      names = "--result",
      paramLabel = "<json>",
      description = "JSON, or else a string; @file, or - for the standard input.")
  private @Nullable String result;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("Attempt", attempt);
    body.put("Result", result == null ? null : Values.json(result));
    Json all = Json.of(Values.some(body));
    output.object(server.client().call("POST", "/jobs/" + id + "/conclude", all));
    return 0;
  }
}
