package io.cqueue.core;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list. Immutable; checks itself.
 *
 * @param queue only of this queue, or null for all
 * @param statuses only of these; empty for all
 * @param types only of these; empty for all
 * @param tags only those that have all of these
 * @param batch only those that were added with this batch, or null for all
 * @param after only with a greater ID
 * @param limit at most so many, 1 to {@value #MAX_LIMIT}
 */
public record JobFilter(
    @Nullable String queue,
    Set<JobStatus> statuses,
    Set<String> types,
    Map<String, String> tags,
    @Nullable Long batch,
    long after,
    int limit) {

  /** The most jobs on a page. */
  public static final int MAX_LIMIT = 1000;

  /** Checks the fields. */
  public JobFilter {
    if (queue != null) {
      Names.requireQueue("queue", queue);
    }
    statuses = Set.copyOf(statuses);
    types = Set.copyOf(types);
    tags = Map.copyOf(tags);
    Limits.requireRange("after", after, 0, Long.MAX_VALUE);
    Limits.requireRange("limit", limit, 1, MAX_LIMIT);
    if (batch != null) {
      Limits.requireRange("batch", batch, 1, Long.MAX_VALUE);
      after = Math.max(after, batch); // its jobs came after it
    }
  }

  /** Whatever batch they are of, if any. */
  public JobFilter(
      @Nullable String queue,
      Set<JobStatus> statuses,
      Set<String> types,
      Map<String, String> tags,
      long after,
      int limit) {
    this(queue, statuses, types, tags, null, after, limit);
  }

  /** The same of one batch; null for all. */
  public JobFilter ofBatch(@Nullable Long id) {
    return new JobFilter(queue, statuses, types, tags, id, after, limit);
  }

  /** The same in one queue. */
  JobFilter in(String name) {
    return new JobFilter(name, statuses, types, tags, batch, after, limit);
  }

  /** The same on another page. */
  public JobFilter from(long id, int most) {
    return new JobFilter(queue, statuses, types, tags, batch, id, most);
  }
}
