package io.cqueue.remote;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done when a job, or a batch, has ended. */
final class CallbackOptions {

  @Option(
      names = "--on-conclude",
      paramLabel = "<json|url>",
      description = "When concluded: a job to add, as JSON, or a URL to post to.")
  private @Nullable String onConclude;

  @Option(
      names = "--on-fail",
      paramLabel = "<json|url>",
      description = "The same when it fails for good or is cancelled.")
  private @Nullable String onFail;

  void addTo(Map<String, @Nullable Object> fields) throws IOException {
    fields.put("OnConclude", callback(onConclude));
    fields.put("OnFail", callback(onFail));
  }

  private static @Nullable Object callback(@Nullable String said) throws IOException {
    if (said == null) {
      return null;
    }
    boolean url = said.startsWith("http://") || said.startsWith("https://");
    return url ? Map.of("URL", said) : Map.of("Job", Values.json(said));
  }
}
