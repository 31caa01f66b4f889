package io.cqueue.remote;

import io.cqueue.client.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fail}: a job went wrong. */
@Command(name = "fail", description = "Says of a job that it went wrong.")
final class FailCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "<id>", description = "Which job.")
  private long id;

  @Option(names = "--attempt", paramLabel = "<n>", description = "Refused if that is over.")
  private @Nullable Integer attempt;

  @Option(names = "--error", paramLabel = "<text>", description = "What went wrong.")
  private @Nullable String error;

  @Option(names = "--retry-in", paramLabel = "<s>", description = "Again after so many seconds.")
  private @Nullable BigDecimal retryIn;

  @Option(names = "--no-retry", description = "Never again.")
  private boolean noRetry;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("Attempt", attempt);
    body.put("Error", error);
    body.put("RetryIn", retryIn);
    body.put("Retry", noRetry ? false : null);
    Json all = Json.of(Values.some(body));
    output.object(server.client().call("POST", "/jobs/" + id + "/fail", all));
    return 0;
  }
}
