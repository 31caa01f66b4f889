package io.cqueue.postgres;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobStatus;
import io.cqueue.core.QueueSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
    Set<String> queues = new LinkedHashSet<>(request.queues());
    tx.queues().load(queues);
    List<Job> jobs = new ArrayList<>();
    for (String queue : queues) {
      if (jobs.size() < request.max()) {
        jobs.addAll(takeFrom(queue, request, request.max() - jobs.size()));
      }
    }
    return jobs;
  }

  private List<Job> takeFrom(String queue, Dequeue request, int max) {
    QueueSettings settings = tx.queues().settings(queue);
    if (settings.paused()) {
      return List.of();
    }
    return settings.maxInProgress() > 0 || settings.rate() > 0
        ? takeWithinLimits(queue, request, max)
        : take(queue, request, max);
  }

  /** One transaction after the other, since the limits are the same for all. */
  private List<Job> takeWithinLimits(String queue, Dequeue request, int max) {
    Gate gate = tx.queues().lock(List.of(queue)).get(queue);
    if (gate == null) {
      // Its settings were reset meanwhile.
      return take(queue, request, max);
    }
    long inProgress = tx.queues().counted(queue).count(JobStatus.IN_PROGRESS);
    int allowed = gate.allows(max, inProgress, tx.now());
    List<Job> jobs = allowed == 0 ? List.of() : take(queue, request, allowed);
    if (!jobs.isEmpty()) {
      jobs.forEach(any -> gate.passed(tx.now()));
      tx.queues().saveGate(queue, gate);
    }
    if (gate.opensAt() > tx.now()) {
      opensAt = Math.min(opensAt, gate.opensAt());
    }
    return jobs;
  }

  private List<Job> take(String queue, Dequeue request, int max) {
    List<JobRow> taken =
        tx.query("take")
            .set("queue", queue)
            .texts("types", request.types().isEmpty() ? null : request.types())
            .set("max", max)
            .set("now", tx.now())
            .set("consumer", request.consumer())
            .set("lease", Packed.millis(request.lease()))
            .set("queue_lease", tx.queues().settings(queue).lease().toMillis())
            .list(JobRow::new);
    if (!taken.isEmpty()) {
      tx.tally().add(queue, JobStatus.QUEUED, -taken.size());
      tx.tally().add(queue, JobStatus.IN_PROGRESS, taken.size());
      tx.tally().went(queue, taken.size());
      taken.forEach(tx.journal()::add);
    }
    return taken.stream().map(JobRow::snapshot).toList();
  }
}
