package io.cqueue.remote;

import io.cqueue.client.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new job is like. */
final class NewJobOptions {

  @Option(names = "--type", paramLabel = "<type>", description = "A label.")
  private @Nullable String type;

  @Option(names = "--queue", paramLabel = "<name>", description = "Where it goes.")
  private @Nullable String queue;

  @Option(
      names = "--payload",
      paramLabel = "<json>",
      description = "JSON, or else a string; @file, or - for the standard input.")
  private @Nullable String payload;

  @Option(names = "--priority", paramLabel = "<n>", description = "0 to 9, 9 first.")
  private @Nullable Integer priority;

  @Option(names = "--delay", paramLabel = "<s>", description = "Not before so many seconds.")
  private @Nullable BigDecimal delay;

  @Option(names = "--run-at", paramLabel = "<time>", description = "Not before then (RFC 3339).")
  private @Nullable String runAt;

  @Option(names = "--ttl", paramLabel = "<s>", description = "Cancelled if not begun by then.")
  private @Nullable BigDecimal ttl;

  @Option(names = "--max-attempts", paramLabel = "<n>", description = "How often it is tried.")
  private @Nullable Integer maxAttempts;

  @Option(names = "--lease", paramLabel = "<s>", description = "Seconds between heartbeats.")
  private @Nullable BigDecimal lease;

  @Option(names = "--unique-key", paramLabel = "<key>", description = "No second one meanwhile.")
  private @Nullable String uniqueKey;

  @Option(names = "--group", paramLabel = "<name>", description = "One after the other.")
  private @Nullable String group;

  @Option(names = "--tag", paramLabel = "<name=value>", description = "To be found by.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(names = "--after", paramLabel = "<id>", split = ",", description = "Only after these.")
  private @Nullable List<Long> after;

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

  private static @Nullable Object callback(@Nullable String said) throws IOException {
    if (said == null) {
      return null;
    }
    boolean url = said.startsWith("http://") || said.startsWith("https://");
    return url ? Map.of("URL", said) : Map.of("Job", Values.json(said));
  }

  Json json() throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Type", type);
    fields.put("Queue", queue);
    fields.put("Payload", payload == null ? null : Values.json(payload));
    fields.put("Priority", priority);
    fields.put("Delay", delay);
    fields.put("RunAt", runAt);
    fields.put("TTL", ttl);
    fields.put("MaxAttempts", maxAttempts);
    fields.put("Lease", lease);
    fields.put("UniqueKey", uniqueKey);
    fields.put("Group", group);
    fields.put("Tags", tags.isEmpty() ? null : tags);
    fields.put("After", after);
    fields.put("OnConclude", callback(onConclude));
    fields.put("OnFail", callback(onFail));
    return Json.of(Values.some(fields));
  }
}
