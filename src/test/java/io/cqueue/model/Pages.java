package io.cqueue.model;

import io.cqueue.core.Job;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobPage;
import io.cqueue.core.JobQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a filter finds, page by page.
 *
 * @param filter for the first page
 * @param queue where to look
 */
record Pages(JobFilter filter, JobQueue queue) {

  List<Job> all() {
    List<Job> found = new ArrayList<>();
    @Nullable Long after = filter.after();
    while (after != null) {
      JobPage page = queue.list(filter.from(after, filter.limit()));
      found.addAll(page.jobs());
      after = page.next();
    }
    return found;
  }
}
