package io.cqueue.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes the bodies of requests: JSON with the right fields, mostly, and then perhaps a scratch. */
final class Bodies {

  private static final String JOB =
      "Type:type Queue:queue Priority:integer Payload:any Delay:seconds RunAt:time TTL:seconds"
          + " ExpiresAt:time MaxAttempts:integer Lease:seconds UniqueKey:key Tags:tags Group:key"
          + " After:ids OnConclude:callback OnFail:callback";

  /** The fields of each kind of body, and of what kind they are. */
  private static final Map<String, List<String>> FIELDS =
      Map.ofEntries(
          fields("job", JOB),
          fields("conclude", "ID:id Attempt:integer Result:any"),
          fields("fail", "ID:id Attempt:integer Error:error RetryIn:seconds Retry:flag"),
          fields("extend", "ID:id Attempt:integer Lease:seconds Progress:any"),
          fields("release", "ID:id Attempt:integer Delay:seconds"),
          fields("dequeue", "Conclude:concludes Fail:fails"),
          fields("change", "Priority:integer Delay:seconds RunAt:time"),
          fields(
              "settings",
              "Paused:flag Lease:seconds MaxAttempts:integer BackoffBase:seconds"
                  + " BackoffCap:seconds MaxDepth:integer MaxInProgress:integer Rate:seconds"
                  + " KeepConcluded:seconds"),
          fields("schedule", "Cron:cron TimeZone:zone Job:job Overlap:overlap"),
          fields("callback", "Job:job URL:url"),
          fields("batch", "Name:type Jobs:jobs OnConclude:callback OnFail:callback"),
          fields("error", "Message:type Type:type Stack:type"),
          fields("tags", "a:type b:type ü:key"));

  private static final List<String> KINDS = FIELDS.keySet().stream().sorted().toList();

  private final Input input;
  private final int jobs;

  /**
   * Bodies as the input has them.
   *
   * @param jobs about how many jobs there are to speak of
   */
  Bodies(Input input, int jobs) {
    this.input = input;
    this.jobs = jobs;
  }

  private static Map.Entry<String, List<String>> fields(String kind, String fields) {
    return Map.entry(kind, List.of(fields.split(" ", -1)));
  }

  /** A body of a kind; an "s" at its end is an array of them. */
  byte[] of(String kind) {
    String wanted = input.onceIn(24) ? input.oneOf(KINDS) : kind;
    String json =
        switch (input.below(24)) {
          case 23 -> Words.of("any", input);
          case 22 -> deep();
          case 21 -> "[".concat(value(wanted)).concat("]");
          default -> value(wanted);
        };
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return input.onceIn(12) ? scratched(bytes) : bytes;
  }

  private String value(String kind) {
    if (input.onceIn(48)) {
      return Words.of("any", input);
    }
    if (kind.endsWith("s") && FIELDS.containsKey(kind.substring(0, kind.length() - 1))) {
      return many(kind.substring(0, kind.length() - 1));
    }
    return switch (kind) {
      case "id" -> id();
      case "ids" -> "[" + id() + (input.onceIn(2) ? "]" : "," + id() + "]");
      case "error" -> input.onceIn(2) ? text("type") : object("error");
      case "any" -> input.onceIn(32) ? large() : Words.of("any", input);
      default -> FIELDS.containsKey(kind) ? object(kind) : text(kind);
    };
  }

  private String many(String kind) {
    StringBuilder all = new StringBuilder("[");
    int count = input.below(4);
    for (int i = 0; i <= count; i++) {
      all.append(i == 0 ? "" : ",").append(value(kind));
    }
    return all.append("]").toString();
  }

  /** One object after another. */
  String lines() {
    StringBuilder all = new StringBuilder();
    int count = input.below(4);
    for (int i = 0; i <= count; i++) {
      all.append(value("job")).append(input.onceIn(8) ? "\r\n\n" : "\n");
    }
    return all.toString();
  }

  /** A job's ID, mostly of one that there is. */
  String id() {
    return input.onceIn(16)
        ? Words.of("integer", input)
        : String.valueOf(1 + input.below(jobs + 1));
  }

  private String text(String kind) {
    String word = Words.of(kind, input);
    return Words.isText(kind) ? quoted(word) : word;
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\u0000", "\\u0000")
        + "\"";
  }

  private String object(String kind) {
    List<String> fields = FIELDS.getOrDefault(kind, List.of("none:any"));
    StringBuilder json = new StringBuilder("{");
    int count = input.below(Math.min(fields.size(), 5) + 1);
    // From somewhere on in the list, so that a field is seldom there twice.
    int first = input.below(fields.size());
    for (int i = 0; i < count; i++) {
      int step = input.onceIn(4) ? 2 : 1;
      first += step;
      String[] field = fields.get(first % fields.size()).split(":", -1);
      String name = input.onceIn(64) ? field[0].toLowerCase(java.util.Locale.ROOT) : field[0];
      json.append(i == 0 ? "" : ",").append(quoted(name)).append(':').append(value(field[1]));
    }
    return json.append("}").toString();
  }

  /** So deep that a parser by recursion would be out of stack. */
  private String deep() {
    int depth = input.oneOf(List.of(10, 100, 999, 1000, 1001, 20_000));
    String open = input.onceIn(2) ? "[" : "{\"Payload\":";
    return open.repeat(depth) + "1" + (open.equals("[") ? "]" : "}").repeat(depth);
  }

  private String large() {
    int size = input.oneOf(List.of(1_000, 33_000, 70_000, 140_000, 300_000));
    return switch (input.below(4)) {
      case 0 -> "\"" + "x".repeat(size) + "\"";
      case 1 -> "[" + "0,".repeat(size / 2) + "0]";
      case 2 -> "1".repeat(size);
      default -> "\"" + "\\u0041".repeat(size / 6) + "\"";
    };
  }

  /** The same with some of it taken away, doubled, or changed. */
  private byte[] scratched(byte[] bytes) {
    int at = input.below(Math.min(bytes.length, 60_000) + 1);
    int to = Math.min(bytes.length, at + input.below(8));
    byte[] between = input.raw(6);
    byte[] result = new byte[at + between.length + bytes.length - to];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(between, 0, result, at, between.length);
    System.arraycopy(bytes, to, result, at + between.length, bytes.length - to);
    return result;
  }
}
