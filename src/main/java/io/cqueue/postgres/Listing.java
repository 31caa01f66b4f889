package io.cqueue.postgres;

import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobPage;
import io.cqueue.jdbc.Codes;
import io.cqueue.jdbc.Columns;
import io.cqueue.jdbc.Packed;
import io.cqueue.jdbc.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds jobs, and locks none. Not thread-safe. */
final class Listing {

  /** How many jobs are looked at for one page, however few are found. */
  private static final int SCAN = 10_000;

  private record Found(Job job, @Nullable Long seen) {}

  private final Transaction tx;

  Listing(Transaction tx) {
    this.tx = tx;
  }

  Optional<JobHistory> find(long id) {
    return tx.query("find").set("id", id).first(JobRow::new).map(job -> history(job, tx::query));
  }

  Map<Long, String> queuesOf(Collection<Long> ids) {
    Map<Long, String> queues = new HashMap<>();
    tx.query("queues_of")
        .ids("ids", ids)
        .list(row -> queues.put(row.number("id"), row.text("queue")));
    return queues;
  }

  /** A job with its attempts, some of which have to be asked for. */
  static JobHistory history(JobRow job, Function<String, Query> queries) {
    List<Attempt> attempts = new ArrayList<>();
    Attempt last = job.lastAttempt();
    if (last != null) {
      attempts.add(last);
      if (job.attempt > 1) {
        attempts.addAll(queries.apply("attempts").set("id", job.id).list(Columns::attempt));
      }
      Collections.reverse(attempts);
    }
    return new JobHistory(job.snapshot(), List.copyOf(attempts));
  }

  JobPage page(JobFilter filter) {
    List<Found> found =
        tx.query("list")
            .set("after", filter.after())
            .set("queue", filter.queue())
            .set("scan", SCAN)
            .numbers(
                "statuses",
                filter.statuses().isEmpty()
                    ? null
                    : filter.statuses().stream().map(Codes::of).toList())
            .texts("types", filter.types().isEmpty() ? null : filter.types())
            .texts("tags", Packed.tagList(filter.tags()))
            .set("batch", filter.batch())
            .set("max", filter.limit() + 1)
            .list(row -> new Found(new JobRow(row).snapshot(), row.maybeNumber("seen")));
    if (found.isEmpty()) {
      return new JobPage(List.of(), seen(filter));
    }
    if (found.size() <= filter.limit()) {
      return new JobPage(found.stream().map(Found::job).toList(), found.get(0).seen);
    }
    List<Job> jobs = found.subList(0, filter.limit()).stream().map(Found::job).toList();
    return new JobPage(jobs, jobs.get(jobs.size() - 1).id());
  }

  private @Nullable Long seen(JobFilter filter) {
    List<@Nullable Long> seen =
        tx.query("list_seen")
            .set("after", filter.after())
            .set("queue", filter.queue())
            .set("scan", SCAN)
            .list(row -> row.maybeNumber("seen"));
    return seen.get(0);
  }
}
