package io.cqueue.model;

import io.cqueue.core.Attempt;
import io.cqueue.core.Dequeue;
import io.cqueue.core.JobError;
import io.cqueue.core.JobEvent;
import io.cqueue.core.JobStatus;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the model knows: its jobs, how they move, and which of them can be had. */
final class ReferenceState {

  static final Comparator<ReferenceJob> ORDER =
      Comparator.<ReferenceJob>comparingInt(job -> -job.priority).thenComparing(job -> job.id);

  final List<ReferenceJob> jobs = new ArrayList<>();
  final List<ReferenceBatch> batches = new ArrayList<>();
  final Map<String, QueueSettings> settings = new HashMap<>();
  final Map<String, Double> evenly = new HashMap<>();
  final List<JobEvent> events = new ArrayList<>();
  private final int maxFinished;
  private final Consumer<ReferenceJob> whenFinished;
  private long places;
  private final List<ReferenceJob> ended = new ArrayList<>();
  private boolean settling;
  long now;

  /** Adds the job that another one named for its end. */
  Consumer<ReferenceJob> follow = ended -> {};

  ReferenceState(int maxFinished, Consumer<ReferenceJob> whenFinished) {
    this.maxFinished = maxFinished;
    this.whenFinished = whenFinished;
  }

  /** Adds a job in the status that it has; {@link #settleEnded} is to come. */
  void add(ReferenceJob job) {
    job.since = places++;
    jobs.add(job);
    arrived(job);
    if (job.status.isFinished()) {
      ended.add(job);
    }
  }

  ReferenceJob job(long id) {
    return jobs.stream()
        .filter(job -> job.id == id)
        .findFirst()
        .orElseThrow(() -> refused(Refusal.Reason.UNKNOWN_JOB));
  }

  static RefusedException refused(Refusal.Reason reason) {
    return Refusal.of(reason, reason.name()).asException();
  }

  @Nullable ReferenceJob twin(String queue, @Nullable String key) {
    return jobs.stream().filter(job -> job.isTwinOf(queue, key)).findFirst().orElse(null);
  }

  /** What is due for a job happens. */
  void due(ReferenceJob job) {
    if (job.isExpired(now)) {
      cancel(job, "expired");
    } else if (job.status == JobStatus.IN_PROGRESS) {
      JobError error = new JobError("The consumer's lease ran out.", JobError.LEASE_EXPIRED, null);
      boolean again = attemptsLeft(job);
      job.endAttempt(Attempt.Outcome.LEASE_EXPIRED, error, now);
      move(job, again ? JobStatus.QUEUED : JobStatus.FAILED);
    } else {
      move(job, JobStatus.QUEUED);
    }
  }

  /** When a job is forgotten; never is {@link Long#MAX_VALUE}. */
  long forgottenAt(ReferenceJob job) {
    long keep = settings(job.queue).keepConcluded().toMillis();
    return isDone(job) ? job.finishedAt + keep : Long.MAX_VALUE;
  }

  void forgetOld(String queue) {
    jobs.removeIf(job -> job.queue.equals(queue) && forgottenAt(job) <= now);
  }

  static boolean isDone(ReferenceJob job) {
    return job.status == JobStatus.CONCLUDED || job.status == JobStatus.CANCELLED;
  }

  // The life of a job.

  void move(ReferenceJob job, JobStatus to) {
    JobStatus from = job.status;
    job.status = to;
    job.since = places++;
    job.waitsForRetry =
        to == JobStatus.SCHEDULED && (from == JobStatus.IN_PROGRESS || job.waitsForRetry);
    if (from != to) {
      arrived(job);
    }
    if (to.isFinished() && !from.isFinished()) {
      ended.add(job);
    }
    settleEnded();
  }

  /** Tells everyone that a job has come to a status. */
  private void arrived(ReferenceJob job) {
    if (job.status.isFinished()) {
      job.finishedAt = now;
      whenFinished.accept(job);
      while (jobs.stream().filter(ReferenceState::isDone).count() > maxFinished) {
        jobs.remove(
            jobs.stream()
                .filter(ReferenceState::isDone)
                .min(Comparator.comparing(each -> each.since))
                .orElseThrow());
      }
    }
    events.add(
        new JobEvent(
            events.size() + 1,
            Instant.ofEpochMilli(now),
            job.id,
            job.queue,
            job.asked.type(),
            job.status,
            job.attempt));
  }

  /** What follows from the ends of jobs, one after another. */
  void settleEnded() {
    if (settling) {
      return;
    }
    settling = true;
    while (!ended.isEmpty()) {
      ReferenceJob end = ended.remove(0);
      for (ReferenceJob job : List.copyOf(jobs)) {
        if (job.status != JobStatus.BLOCKED || !job.missing.remove(end)) {
          continue;
        }
        if (end.status != JobStatus.CONCLUDED) {
          cancel(job, "dependency-failed");
        } else if (job.missing.isEmpty()) {
          move(job, job.runAt > now ? JobStatus.SCHEDULED : JobStatus.QUEUED);
        }
      }
      follow.accept(end);
    }
    batches.forEach(batch -> batch.endIfOver(now));
    settling = false;
  }

  void cancel(ReferenceJob job, String reason) {
    if (job.status == JobStatus.IN_PROGRESS) {
      job.endAttempt(Attempt.Outcome.CANCELLED, null, now);
    }
    job.reason = reason;
    move(job, JobStatus.CANCELLED);
  }

  boolean attemptsLeft(ReferenceJob job) {
    Integer own = job.asked.options().maxAttempts();
    return job.spent < (own != null ? own : settings(job.queue).maxAttempts());
  }

  QueueSettings settings(String queue) {
    return settings.getOrDefault(queue, QueueSettings.DEFAULT);
  }

  Stream<ReferenceJob> in(String queue) {
    return jobs.stream().filter(job -> job.queue.equals(queue));
  }

  boolean isOpen(String queue) {
    QueueSettings its = settings(queue);
    long inProgress = in(queue).filter(job -> job.status == JobStatus.IN_PROGRESS).count();
    return !its.paused()
        && (its.maxInProgress() == 0 || inProgress < its.maxInProgress())
        && (its.rate() == 0 || now >= Math.ceil(evenly(queue) - tolerance(its)));
  }

  private double evenly(String queue) {
    return evenly.getOrDefault(queue, 0.0);
  }

  private static double tolerance(QueueSettings its) {
    return Math.max(0, 100 - 1000 / its.rate());
  }

  /** Jobs that can be had, if their queue is open, in order. */
  Stream<ReferenceJob> available(String queue) {
    return in(queue)
        .filter(job -> job.status == JobStatus.QUEUED)
        .filter(job -> jobs.stream().noneMatch(other -> keepsBack(other, job)))
        .sorted(ORDER);
  }

  private static boolean keepsBack(ReferenceJob other, ReferenceJob job) {
    return other != job
        && other.isOfGroupOf(job)
        && (other.holdsGroup()
            || (other.status == JobStatus.QUEUED && ORDER.compare(other, job) < 0));
  }

  Optional<ReferenceJob> next(Dequeue request) {
    return request.queues().stream()
        .filter(this::isOpen)
        .flatMap(
            queue ->
                available(queue)
                    .filter(
                        job ->
                            request.types().isEmpty() || request.types().contains(job.asked.type()))
                    .limit(1))
        .findFirst();
  }

  void start(ReferenceJob job, Dequeue request) {
    QueueSettings its = settings(job.queue);
    Duration own = job.asked.options().lease();
    Duration lease = request.lease() != null ? request.lease() : own != null ? own : its.lease();
    job.attempt++;
    job.spent++;
    job.firstLease = lease.toMillis();
    job.leaseUntil = lease.isZero() ? 0 : now + job.firstLease;
    job.attempts.add(
        new Attempt(job.attempt, request.consumer(), Instant.ofEpochMilli(now), null, null, null));
    if (its.rate() > 0) {
      evenly.put(job.queue, Math.max(evenly(job.queue), (double) now) + 1000 / its.rate());
    }
    move(job, JobStatus.IN_PROGRESS);
  }
}
