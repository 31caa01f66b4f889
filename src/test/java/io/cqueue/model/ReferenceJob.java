package io.cqueue.model;

import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import io.cqueue.core.JobError;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.NewJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job of the model. Times are in milliseconds since 1970, 0 for none. */
final class ReferenceJob {

  final long id;
  final NewJob asked;
  final long enqueuedAt;
  String queue;
  JobStatus status = JobStatus.QUEUED;
  int priority;
  long runAt;
  long expiresAt;
  int attempt;

  /** How many attempts count. */
  int spent;

  /** Whether it keeps the others of its group back although it is not in progress. */
  boolean waitsForRetry;

  long firstLease;
  long leaseUntil;
  final List<Attempt> attempts = new ArrayList<>();
  @Nullable JobError error;
  @Nullable JsonValue progress;
  @Nullable JsonValue result;
  long finishedAt;
  @Nullable String reason;

  /** The jobs that it still waits for. */
  final List<ReferenceJob> missing = new ArrayList<>();

  /** Counts changes of place, to order jobs by when they came to theirs. */
  long since;

  ReferenceJob(long id, NewJob asked, long now) {
    this.id = id;
    this.asked = asked;
    this.enqueuedAt = now;
    this.queue = asked.queue();
    this.priority = asked.priority();
    this.runAt = asked.start() == null ? 0 : asked.start().resolve(now);
    this.expiresAt = asked.end() == null ? 0 : asked.end().resolve(now);
  }

  /** When something happens to it by itself; never is {@link Long#MAX_VALUE}. */
  long due() {
    long expiry = expiresAt != 0 && attempt == 0 ? expiresAt : Long.MAX_VALUE;
    return switch (status) {
      case QUEUED, BLOCKED -> expiry;
      case SCHEDULED -> Math.min(expiry, runAt);
      case IN_PROGRESS -> leaseUntil == 0 ? Long.MAX_VALUE : leaseUntil;
      case CONCLUDED, FAILED, CANCELLED -> Long.MAX_VALUE;
    };
  }

  boolean isExpired(long now) {
    return expiresAt != 0 && attempt == 0 && expiresAt <= now && due() == expiresAt;
  }

  boolean waits() {
    return status == JobStatus.QUEUED
        || status == JobStatus.SCHEDULED
        || status == JobStatus.BLOCKED;
  }

  boolean holdsGroup() {
    return status == JobStatus.IN_PROGRESS || waitsForRetry;
  }

  boolean isOfGroupOf(ReferenceJob other) {
    String group = asked.options().group();
    return group != null && group.equals(other.asked.options().group()) && sameQueue(other);
  }

  boolean isTwinOf(String inQueue, @Nullable String key) {
    return key != null
        && key.equals(asked.options().uniqueKey())
        && queue.equals(inQueue)
        && !status.isFinished();
  }

  private boolean sameQueue(ReferenceJob other) {
    return queue.equals(other.queue);
  }

  void nameConsumer(String consumer) {
    Attempt last = attempts.remove(attempts.size() - 1);
    attempts.add(
        new Attempt(
            last.number(),
            consumer,
            last.dequeuedAt(),
            last.endedAt(),
            last.outcome(),
            last.error()));
  }

  Attempt lastAttempt() {
    return attempts.get(attempts.size() - 1);
  }

  void endAttempt(Attempt.Outcome outcome, @Nullable JobError why, long now) {
    Attempt last = attempts.remove(attempts.size() - 1);
    attempts.add(
        new Attempt(
            last.number(),
            last.consumer(),
            last.dequeuedAt(),
            Instant.ofEpochMilli(now),
            outcome,
            why));
    leaseUntil = 0;
    if (outcome == Attempt.Outcome.FAILED || outcome == Attempt.Outcome.LEASE_EXPIRED) {
      error = why;
    }
  }

  Job snapshot() {
    Job.Run run =
        attempts.isEmpty()
            ? null
            : new Job.Run(
                lastAttempt().consumer(),
                lastAttempt().dequeuedAt(),
                time(leaseUntil),
                progress,
                result,
                error);
    return new Job(
        id,
        queue,
        asked.type(),
        status,
        priority,
        asked.payload(),
        asked.options(),
        Instant.ofEpochMilli(enqueuedAt),
        status == JobStatus.SCHEDULED ? time(runAt) : null,
        time(expiresAt),
        attempt,
        run,
        status.isFinished() ? time(finishedAt) : null,
        reason);
  }

  JobHistory history() {
    return new JobHistory(
        snapshot(),
        List.copyOf(attempts.subList(Math.max(0, attempts.size() - 10), attempts.size())));
  }

  private static @Nullable Instant time(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }
}
