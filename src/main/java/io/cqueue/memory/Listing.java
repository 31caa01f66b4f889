package io.cqueue.memory;

import io.cqueue.core.Job;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobPage;
import io.cqueue.core.JobStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds jobs. Where the queue and the statuses lead to few jobs, it looks at those; otherwise it
 * walks the table by ID, and after {@value #MAX_SCAN} jobs ends the page, however few it found.
 * Guarded by the lock of the queue.
 */
final class Listing {

  private static final int MAX_SCAN = 10_000;

  private final JobTable table;
  private final Queues queues;

  Listing(JobTable table, Queues queues) {
    this.table = table;
    this.queues = queues;
  }

  JobPage page(JobFilter filter) {
    List<JobList> few = index(filter);
    return few != null ? fromLists(few, filter) : fromTable(filter);
  }

  /**
   * The lists that have all that the filter can find, if they are short; null if there are none.
   */
  private @Nullable List<JobList> index(JobFilter filter) {
    NamedQueue queue = filter.queue() == null ? null : queues.find(filter.queue());
    if (queue == null) {
      return filter.queue() == null ? null : List.of();
    }
    Set<JobList> lists = new LinkedHashSet<>();
    long size = 0;
    for (JobStatus status : filter.statuses()) {
      JobList list = list(queue, status);
      if (list == null) {
        return null;
      }
      if (lists.add(list)) {
        size += list.size();
      }
    }
    return lists.isEmpty() || size > MAX_SCAN ? null : List.copyOf(lists);
  }

  private static @Nullable JobList list(NamedQueue queue, JobStatus status) {
    return switch (status) {
      case QUEUED -> null;
      case SCHEDULED -> queue.scheduled;
      case BLOCKED -> queue.blocked;
      case IN_PROGRESS -> queue.inProgress;
      case FAILED -> queue.failed;
      case CONCLUDED, CANCELLED -> queue.finished;
    };
  }

  private static JobPage fromLists(List<JobList> lists, JobFilter filter) {
    List<Entry> found = new ArrayList<>();
    for (JobList list : lists) {
      list.forEach(
          entry -> {
            if (entry.id > filter.after() && matches(entry, filter)) {
              found.add(entry);
            }
          });
    }
    found.sort(Comparator.comparingLong(entry -> entry.id));
    boolean more = found.size() > filter.limit();
    List<Entry> page = more ? found.subList(0, filter.limit()) : found;
    return new JobPage(
        page.stream().map(Entry::snapshot).toList(), more ? page.get(page.size() - 1).id : null);
  }

  private JobPage fromTable(JobFilter filter) {
    List<Job> found = new ArrayList<>();
    long[] seen = {0, filter.after()};
    boolean[] more = {false};
    table.scan(
        filter.after(),
        entry -> {
          if (found.size() == filter.limit() || seen[0] == MAX_SCAN) {
            more[0] = true;
            return false;
          }
          if (matches(entry, filter)) {
            found.add(entry.snapshot());
          }
          seen[0]++;
          seen[1] = entry.id;
          return true;
        });
    return new JobPage(found, more[0] ? seen[1] : null);
  }

  private static boolean matches(Entry entry, JobFilter filter) {
    return (filter.queue() == null || filter.queue().equals(entry.queue.name))
        && (filter.statuses().isEmpty() || filter.statuses().contains(entry.status))
        && (filter.types().isEmpty() || filter.types().contains(entry.type))
        && (filter.batch() == null || filter.batch().equals(entry.options.links().batch()))
        && entry.options.tags().entrySet().containsAll(filter.tags().entrySet());
  }
}
