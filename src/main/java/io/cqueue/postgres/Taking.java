package io.cqueue.postgres;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobStatus;
import io.cqueue.core.QueueSettings;
import io.cqueue.jdbc.Packed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands out jobs. Not thread-safe. */
final class Taking {

  /** How often it looks again where others were faster. */
  private static final int LOOKS = 10;

  private final Transaction tx;
  private long opensAt = Long.MAX_VALUE;

  Taking(Transaction tx) {
    this.tx = tx;
  }

  /** When a rate that kept something back allows the next job; MAX_VALUE if none did. */
  long opensAt() {
    return opensAt;
  }

  /** Takes what there is for this request, or what it got before if it is repeated. */
  List<Job> take(Dequeue request) {
    if (request.idempotencyKey() == null) {
      return takeNew(request);
    }
    Answers answers = new Answers(tx);
    List<Job> stillHeld = answers.claimDequeue(request);
    if (!stillHeld.isEmpty()) {
      return stillHeld;
    }
    List<Job> jobs = takeNew(request);
    if (!jobs.isEmpty()) {
      answers.saveDequeue(request, jobs);
    }
    return jobs;
  }

  private List<Job> takeNew(Dequeue request) {
    return takeFor(request, request.max(), Collections.singletonList(request.consumer()));
  }

  /**
   * Takes one job for each of these consumers, or for as many as there are jobs for.
   *
   * @param request what all of them want
   * @param consumers who they are
   * @return the jobs, the first for the first consumer
   */
  List<Job> takeOneEach(Dequeue request, List<@Nullable String> consumers) {
    return takeFor(request, consumers.size(), consumers);
  }

  private List<Job> takeFor(Dequeue request, int max, List<@Nullable String> consumers) {
    List<Job> jobs = new ArrayList<>();
    for (String queue : new LinkedHashSet<>(request.queues())) {
      if (jobs.size() < max) {
        jobs.addAll(takeFrom(queue, new Wanted(request, max, consumers).after(jobs.size())));
      }
    }
    return jobs;
  }

  /** What is wanted: so many jobs, of which the last consumer gets all that the others leave. */
  private record Wanted(Dequeue request, int count, List<@Nullable String> consumers) {

    /** What is still wanted after so many. */
    Wanted after(int taken) {
      int last = consumers.size() - 1;
      return taken == 0
          ? this
          : new Wanted(request, count - taken, consumers.subList(Math.min(taken, last), last + 1));
    }

    /** Null for all. */
    @Nullable Set<String> types() {
      return request.types().isEmpty() ? null : request.types();
    }
  }

  private List<Job> takeFrom(String queue, Wanted wanted) {
    QueueSettings settings = tx.queues().settings(queue);
    if (settings.paused()) {
      return List.of();
    }
    return settings.allowedInProgress() > 0 || settings.allowedRate() > 0
        ? takeWithinLimits(queue, wanted)
        : take(queue, wanted, wanted.count);
  }

  /** One transaction after the other, since the limits are the same for all. */
  private List<Job> takeWithinLimits(String queue, Wanted wanted) {
    Gate gate = tx.queues().lock(List.of(queue)).get(queue);
    if (gate == null) {
      // Its settings were reset meanwhile.
      return take(queue, wanted, wanted.count);
    }
    long inProgress = tx.queues().counted(queue).count(JobStatus.IN_PROGRESS);
    int allowed = gate.allows(wanted.count, inProgress, tx.now());
    List<Job> jobs = allowed == 0 ? List.of() : take(queue, wanted, allowed);
    if (!jobs.isEmpty()) {
      jobs.forEach(any -> gate.passed(tx.now()));
      tx.queues().saveGate(queue, gate);
    }
    if (gate.opensAt() > tx.now()) {
      opensAt = Math.min(opensAt, gate.opensAt());
    }
    return jobs;
  }

  private List<Job> take(String queue, Wanted wanted, int max) {
    List<JobRow> taken = new ArrayList<>(takeSeen(queue, wanted, max));
    int enough = Math.min(max, wanted.consumers.size());
    // Others may have taken what the statement saw, while there are jobs that are newer.
    for (int i = 1; taken.size() < enough && i < LOOKS && isReady(queue, wanted); i++) {
      taken.addAll(takeSeen(queue, wanted.after(taken.size()), max - taken.size()));
    }
    if (!taken.isEmpty()) {
      tx.tally().add(queue, JobStatus.QUEUED, -taken.size());
      tx.tally().add(queue, JobStatus.IN_PROGRESS, taken.size());
      tx.tally().went(queue, taken.size());
      taken.forEach(this::note);
    }
    return taken.stream().map(JobRow::snapshot).toList();
  }

  private List<JobRow> takeSeen(String queue, Wanted wanted, int max) {
    return tx.query("take")
        .set("queue", queue)
        .texts("types", wanted.types())
        .set("max", max)
        .set("now", tx.now())
        .texts("consumers", wanted.consumers)
        .set("lease", Packed.millis(wanted.request.lease()))
        .set("queue_lease", tx.queues().settings(queue).lease().toMillis())
        .list(JobRow::new);
  }

  private boolean isReady(String queue, Wanted wanted) {
    return tx.query("is_ready")
        .set("queue", queue)
        .texts("types", wanted.types())
        .first(row -> row.flag("ready"))
        .orElseThrow();
  }

  private void note(JobRow job) {
    tx.journal().add(job);
    long dueAt = job.runAt == null ? job.enqueuedAt : Math.max(job.enqueuedAt, job.runAt);
    int attempt = job.attempt;
    tx.count(job.queue, counters -> counters.dequeued(attempt, dueAt, tx.now()));
  }
}
