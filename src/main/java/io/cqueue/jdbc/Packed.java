package io.cqueue.jdbc;

import io.cqueue.core.JobOptions;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How values look in the tables: times and durations are in milliseconds. */
public final class Packed {

  /** Between a tag's key and its value. Neither can have it, since it is not printable. */
  private static final String IN_TAG = "\u001f";

  private static final String BETWEEN_TAGS = "\u001e";

  private Packed() {}

  /** A time. */
  public static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** A time, since 1970. */
  public static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  /** A duration. */
  public static @Nullable Duration duration(@Nullable Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }

  /** A duration. */
  public static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  /** A JSON value, which was checked before it was stored. */
  public static @Nullable JsonValue json(byte @Nullable [] utf8) {
    return utf8 == null ? null : new JsonValue(utf8);
  }

  /** A JSON value. */
  public static byte @Nullable [] bytes(@Nullable JsonValue json) {
    return json == null ? null : json.utf8();
  }

  /** A text that clients made up: without what databases cannot store. */
  public static @Nullable String text(@Nullable String text) {
    if (text == null) {
      return null;
    }
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  /** Tags as one text. */
  public static String tags(Map<String, String> tags) {
    return String.join(BETWEEN_TAGS, tagList(tags));
  }

  /** Tags as one text each. */
  public static List<String> tagList(Map<String, String> tags) {
    return tags.entrySet().stream().map(tag -> tag.getKey() + IN_TAG + tag.getValue()).toList();
  }

  /** Tags as one text each, from one text. */
  public static List<String> tagList(String packed) {
    return packed.isEmpty() ? List.of() : List.of(packed.split(BETWEEN_TAGS, -1));
  }

  /** IDs, from one text. */
  public static List<Long> idList(String packed) {
    return packed.isEmpty()
        ? List.of()
        : Stream.of(packed.split(",", -1)).map(Long::valueOf).toList();
  }

  private static Map<String, String> tagMap(List<String> packed) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : packed) {
      int end = tag.indexOf(IN_TAG);
      tags.put(tag.substring(0, end), tag.substring(end + 1));
    }
    return tags;
  }

  /** IDs as one text. */
  public static String ids(List<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * The options of a job, from the columns that jobs and schedules have for them.
   *
   * @param tags its tags, as one text each
   * @param after its column {@code after}
   */
  public static JobOptions options(Row row, List<String> tags, List<Long> after) {
    JobOptions options =
        new JobOptions(
            row.maybeInt("max_attempts"),
            duration(row.maybeNumber("lease")),
            row.maybeText("unique_key"),
            tagMap(tags),
            row.maybeText("job_group"),
            after,
            trace(row.maybeText("trace")),
            LinksText.links(row.maybeText("links")));
    // Most have none of it, and there may be millions.
    return options.isNone() ? JobOptions.NONE : options;
  }

  /** Sets the parameters for the same columns. */
  public static void options(Parameters to, JobOptions options) {
    to.set("max_attempts", options.maxAttempts())
        .set("lease", millis(options.lease()))
        .set("unique_key", options.uniqueKey())
        .set("job_group", options.group())
        .set("tags", tags(options.tags()))
        .set("after", ids(options.after()))
        .set("trace", trace(options.trace()))
        .set("links", LinksText.of(options.links()));
  }

  /** The one, and the other after a blank. */
  private static @Nullable String trace(@Nullable Trace trace) {
    if (trace == null) {
      return null;
    }
    return trace.state() == null ? trace.parent() : trace.parent() + " " + trace.state();
  }

  private static @Nullable Trace trace(@Nullable String packed) {
    if (packed == null) {
      return null;
    }
    int blank = packed.indexOf(' ');
    return blank < 0
        ? new Trace(packed, null)
        : new Trace(packed.substring(0, blank), packed.substring(blank + 1));
  }
}
