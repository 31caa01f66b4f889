package io.cqueue.core;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What most producers leave out. Immutable; checks itself.
 *
 * @param maxAttempts how often it is tried, 1 to {@value Limits#MAX_ATTEMPTS}; null for the queue's
 *     setting
 * @param lease how long a consumer may keep it, zero for no limit; null for the queue's setting
 * @param uniqueKey while a job of the queue with this key is unfinished, no second one is added
 * @param tags labels by which to find it later
 * @param group of the jobs of one group in a queue, at most one is in progress, in order
 * @param after IDs of jobs that must be concluded first
 * @param trace of what larger whole it is a part
 * @param links how it hangs together with others
 */
public record JobOptions(
    @Nullable Integer maxAttempts,
    @Nullable Duration lease,
    @Nullable String uniqueKey,
    Map<String, String> tags,
    @Nullable String group,
    List<Long> after,
    @Nullable Trace trace,
    Links links) {

  /** None of it. */
  public static final JobOptions NONE =
      new JobOptions(null, null, null, Map.of(), null, List.of(), null, Links.NONE);

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public JobOptions {
    if (maxAttempts != null) {
      Limits.requireRange("MaxAttempts", maxAttempts, 1, Limits.MAX_ATTEMPTS);
    }
    if (lease != null) {
      Limits.requireRange("Lease", lease, Limits.MAX_LEASE);
    }
    if (uniqueKey != null) {
      Names.requirePrintable("UniqueKey", uniqueKey, Limits.MAX_KEY_LENGTH);
    }
    if (group != null) {
      Names.requirePrintable("Group", group, Limits.MAX_KEY_LENGTH);
    }
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    Limits.requireCount("Tags", tags.size(), Limits.MAX_TAGS);
    tags.forEach(
        (key, value) -> {
          Names.requirePrintable("Tags", key, Limits.MAX_KEY_LENGTH);
          Names.requirePrintable("Tags." + key, value, Limits.MAX_KEY_LENGTH);
        });
    after = after.stream().distinct().sorted().toList();
    Limits.requireCount("After", after.size(), Limits.MAX_AFTER);
  }

  /** The same in a trace, unless it is in one already. */
  JobOptions within(Trace around) {
    return trace != null
        ? this
        : new JobOptions(maxAttempts, lease, uniqueKey, tags, group, after, around, links);
  }

  /** Whether nothing is said. */
  public boolean isNone() {
    // Not by equals: see Links.
    return maxAttempts == null
        && lease == null
        && uniqueKey == null
        && tags.isEmpty()
        && group == null
        && after.isEmpty()
        && trace == null
        && links.isNone();
  }

  /** The same with other links. */
  public JobOptions with(Links others) {
    return new JobOptions(maxAttempts, lease, uniqueKey, tags, group, after, trace, others);
  }
}
