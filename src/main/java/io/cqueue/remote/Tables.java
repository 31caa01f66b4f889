package io.cqueue.remote;

import io.cqueue.client.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of jobs and queues people want to see. */
final class Tables {

  private static final int MAX_CELL = 40;

  private Tables() {}

  static Table jobs(List<Json> jobs) {
    Table table = new Table();
    table.row("ID", "QUEUE", "TYPE", "STATUS", "ATTEMPT", "ENQUEUED", "CONSUMER", "PAYLOAD");
    for (Json job : jobs) {
      Map<String, Json> fields = job.fields();
      table.row(
          cell(fields, "ID"),
          cell(fields, "Queue"),
          cell(fields, "Type"),
          cell(fields, "Status"),
          cell(fields, "Attempt"),
          cell(fields, "EnqueuedAt"),
          cell(fields, "Consumer"),
          cell(fields, "Payload"));
    }
    return table;
  }

  static Table queues(List<Json> queues) {
    Table table = new Table();
    table.row("QUEUE", "QUEUED", "RUNNING", "WAITING", "FAILED", "DONE", "OLDEST", "IN/S", "OUT/S");
    for (Json queue : queues) {
      Map<String, Json> fields = queue.fields();
      Map<String, Json> counts = part(fields, "Counts");
      Map<String, Json> rates = part(fields, "Rates");
      boolean paused = "true".equals(cell(part(fields, "Settings"), "Paused"));
      String oldest = cell(fields, "OldestAge");
      table.row(
          cell(fields, "Name") + (paused ? " (paused)" : ""),
          cell(counts, "QUEUED"),
          cell(counts, "IN_PROGRESS"),
          String.valueOf(number(counts, "SCHEDULED") + number(counts, "BLOCKED")),
          cell(counts, "FAILED"),
          cell(counts, "CONCLUDED"),
          oldest.isEmpty() ? "" : oldest + " s",
          cell(rates, "Enqueued"),
          cell(rates, "Concluded"));
    }
    return table;
  }

  private static Map<String, Json> part(Map<String, Json> fields, String name) {
    Json part = fields.get(name);
    return part == null ? Map.of() : part.fields();
  }

  private static long number(Map<String, Json> fields, String name) {
    String text = cell(fields, name);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private static String cell(Map<String, Json> fields, String name) {
    String text = plain(fields.get(name));
    int length = text.codePointCount(0, text.length());
    return length <= MAX_CELL
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_CELL - 1)) + "…";
  }

  /** A value without what would make a terminal do things: payloads are other people's. */
  static String plain(@Nullable Json value) {
    if (value == null) {
      return "";
    }
    Object read = value.value();
    String text = read instanceof String string ? string : value.text();
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
