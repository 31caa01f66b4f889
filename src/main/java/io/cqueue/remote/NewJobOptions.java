package io.cqueue.remote;

import io.cqueue.client.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

  @Mixin private CallbackOptions callbacks = new CallbackOptions();

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
    callbacks.addTo(fields);
    return Json.of(Values.some(fields));
  }
}
