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
      int wanted = max - jobs.size();
      if (wanted > 0) {
        List<@Nullable String> left =
            consumers.subList(Math.min(jobs.size(), consumers.size() - 1), consumers.size());
        jobs.addAll(takeFrom(queue, new Wanted(request, wanted, left)));
      }
    }
    return jobs;
  }

  /** What is wanted of one queue. */
  private record Wanted(Dequeue request, int count, List<@Nullable String> consumers) {}

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
    Set<String> types = wanted.request.types();
    List<JobRow> taken =
        tx.query("take")
            .set("queue", queue)
            .texts("types", types.isEmpty() ? null : types)
            .set("max", max)
            .set("now", tx.now())
            .texts("consumers", wanted.consumers)
            .set("lease", Packed.millis(wanted.request.lease()))
            .set("queue_lease", tx.queues().settings(queue).lease().toMillis())
            .list(JobRow::new);
    if (!taken.isEmpty()) {
      tx.tally().add(queue, JobStatus.QUEUED, -taken.size());
      tx.tally().add(queue, JobStatus.IN_PROGRESS, taken.size());
      tx.tally().went(queue, taken.size());
      taken.forEach(this::note);
    }
    return taken.stream().map(JobRow::snapshot).toList();
  }

  private void note(JobRow job) {
    tx.journal().add(job);
    long dueAt = job.runAt == null ? job.enqueuedAt : Math.max(job.enqueuedAt, job.runAt);
    int attempt = job.attempt;
    tx.count(job.queue, counters -> counters.dequeued(attempt, dueAt, tx.now()));
  }
}
