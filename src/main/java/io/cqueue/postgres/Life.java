package io.cqueue.postgres;

import io.cqueue.core.Attempt;
import io.cqueue.core.Endings;
import io.cqueue.core.JobError;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Move;
import io.cqueue.core.NewJob;
import io.cqueue.core.QueueCounters;
import io.cqueue.core.QueueSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The life of a job: every change of status but for the handing out, which is a statement of its
 * own, with all that follows from it. Not thread-safe.
 */
final class Life {

  /** Why a job was called off by itself: see the contract. */
  static final String EXPIRED = "expired";

  static final String DEPENDENCY_FAILED = "dependency-failed";

  private static final JobError LEASE_OVER =
      new JobError("The consumer's lease ran out.", JobError.LEASE_EXPIRED, null);

  private final Transaction tx;

  Life(Transaction tx) {
    this.tx = tx;
  }

  /** A job begins its life in the status that it has; {@link #settleEnded} is to come. */
  void begin(JobRow job) {
    tx.jobs().add(job);
    tx.tally().came(job.queue);
    tx.count(job.queue, QueueCounters::enqueued);
    tx.tally().add(job.queue, job.status, 1);
    if (job.status.isFinished()) {
      finish(job, true);
      tx.batches().moved(job, JobStatus.QUEUED, job.status);
    }
    enter(job);
    if (job.status == JobStatus.QUEUED) {
      tx.jobs().regroup(job);
    }
    tx.journal().add(job);
  }

  /** A job's attempt ends, and the job moves on. */
  void endAttempt(JobRow job, Attempt.Outcome outcome, @Nullable JobError error, Move move) {
    end(job, outcome, error);
    move(job, move);
  }

  private void end(JobRow job, Attempt.Outcome outcome, @Nullable JobError error) {
    long began = Objects.requireNonNull(job.dequeuedAt);
    tx.count(job.queue, counters -> counters.ended(outcome, began, tx.now()));
    job.outcome = outcome;
    job.endedAt = tx.now();
    if (outcome == Attempt.Outcome.FAILED || outcome == Attempt.Outcome.LEASE_EXPIRED) {
      job.error = error;
    }
  }

  /** A job is called off. */
  void cancel(JobRow job, Move move, String reason) {
    job.reason = reason;
    if (job.status == JobStatus.IN_PROGRESS) {
      end(job, Attempt.Outcome.CANCELLED, null);
    }
    move(job, move);
  }

  /** Does what is due to a job by then; false if it is to be forgotten. */
  boolean catchUp(JobRow job, long until) {
    while (job.dueAt != null && job.dueAt <= until) {
      if (job.isDone()) {
        return false;
      }
      due(job);
    }
    return true;
  }

  /** Does what is due to it first. */
  void due(JobRow job) {
    switch (job.status) {
      case IN_PROGRESS -> {
        Move move = attemptsLeft(job) ? Move.LEASE_OVER : Move.GIVE_UP;
        endAttempt(job, Attempt.Outcome.LEASE_EXPIRED, LEASE_OVER, move);
      }
      case SCHEDULED -> {
        Long expiry = expiry(job);
        if (expiry != null && (job.runAt == null || expiry <= job.runAt)) {
          cancel(job, Move.EXPIRE, EXPIRED);
        } else {
          move(job, Move.DUE);
        }
      }
      case QUEUED, BLOCKED -> cancel(job, Move.EXPIRE, EXPIRED);
      default -> throw new IllegalStateException("nothing is due in " + job.status);
    }
  }

  boolean attemptsLeft(JobRow job) {
    Integer own = job.options.maxAttempts();
    return job.spent < (own != null ? own : settings(job).maxAttempts());
  }

  private QueueSettings settings(JobRow job) {
    return tx.queues().settings(job.queue);
  }

  /** A job moves from one status to another. */
  void move(JobRow job, Move move) {
    JobStatus from = job.status;
    JobStatus to = move.from(from);
    tx.tally().add(job.queue, from, -1);
    tx.tally().add(job.queue, to, 1);
    tx.jobs().changed(job);
    if (from == JobStatus.BLOCKED) {
      tx.jobs().unblocked(job);
    }
    job.status = to;
    // One that is to be tried again keeps the others of its group back.
    job.holds &= to == JobStatus.SCHEDULED;
    job.finishedAt = to.isFinished() ? (Long) tx.now() : null;
    if (to.isFinished()) {
      finish(job, !from.isFinished());
    }
    enter(job);
    tx.jobs().regroup(job);
    if (from != to) {
      tx.journal().add(job);
      tx.batches().moved(job, from, to);
    }
    settleEnded();
  }

  /** Gives a job what follows from its status. */
  void enter(JobRow job) {
    job.ready = job.status == JobStatus.QUEUED && job.options.group() == null;
    job.dueAt = dueIn(job);
  }

  /** A job that waits, or failed, goes into another queue, as it is. */
  void transfer(JobRow job, String to) {
    tx.tally().add(job.queue, job.status, -1);
    tx.jobs().regroup(job);
    job.queue = to;
    job.holds = false;
    enter(job);
    tx.tally().add(to, job.status, 1);
    tx.jobs().regroup(job);
    tx.jobs().changed(job);
  }

  private void finish(JobRow job, boolean ends) {
    job.finishedAt = tx.now();
    tx.jobs().finished(job, ends);
    if (job.status == JobStatus.CONCLUDED) {
      tx.tally().ended(job.queue);
    } else if (job.status == JobStatus.FAILED) {
      tx.count(job.queue, QueueCounters::failed);
    }
  }

  private static @Nullable Long expiry(JobRow job) {
    return job.attempt == 0 ? job.expiresAt : null;
  }

  /** When something happens by itself to a job in its status; null for never. */
  private @Nullable Long dueIn(JobRow job) {
    Long expiry = expiry(job);
    return switch (job.status) {
      case QUEUED, BLOCKED -> expiry;
      case SCHEDULED -> {
        long runAt = Objects.requireNonNull(job.runAt);
        yield expiry == null ? (Long) runAt : (Long) Math.min(runAt, expiry);
      }
      case IN_PROGRESS -> job.dueAt;
      case CONCLUDED, CANCELLED ->
          (Long)
              (Objects.requireNonNull(job.finishedAt) + settings(job).keepConcluded().toMillis());
      case FAILED -> null;
    };
  }

  /**
   * Does what follows from the ends of jobs: tells those that wait for them, and adds those that
   * they named, and so on for these: in a loop, since a chain can be longer than the stack is deep.
   */
  void settleEnded() {
    for (List<JobRow> ended = tx.jobs().takeEnded();
        !ended.isEmpty();
        ended = tx.jobs().takeEnded()) {
      Map<Long, List<Long>> waiting = waitingFor(ended);
      List<Long> ids = waiting.values().stream().flatMap(List::stream).toList();
      Map<Long, JobRow> jobs = ids.isEmpty() ? Map.of() : tx.jobs().lock(ids);
      for (JobRow job : ended) {
        for (Long id : waiting.getOrDefault(job.id, List.of())) {
          JobRow dependent = jobs.get(id);
          if (dependent != null && dependent.status == JobStatus.BLOCKED) {
            settle(dependent, job.status);
          }
        }
        follow(job);
      }
      tx.jobs().settledEnded();
    }
  }

  /** Adds the job that another one named for its end. */
  private void follow(JobRow ended) {
    if (!ended.options.links().isNone()) {
      NewJob next = Endings.follower(ended.snapshot());
      if (next != null) {
        new Intake(tx).addAccepted(next);
      }
    }
  }

  private Map<Long, List<Long>> waitingFor(List<JobRow> ended) {
    List<Long> awaited = ended.stream().filter(job -> job.awaited).map(job -> job.id).toList();
    Map<Long, List<Long>> waiting = new LinkedHashMap<>();
    if (!awaited.isEmpty()) {
      tx.query("dependents")
          .ids("ids", awaited)
          .list(
              row ->
                  waiting
                      .computeIfAbsent(row.number("waits_for"), any -> new ArrayList<>())
                      .add(row.number("job")));
      tx.query("delete_dependents").ids("ids", awaited).run();
    }
    return waiting;
  }

  private void settle(JobRow dependent, JobStatus end) {
    if (end != JobStatus.CONCLUDED) {
      cancel(dependent, Move.CANCEL, DEPENDENCY_FAILED);
      return;
    }
    dependent.missing--;
    tx.jobs().changed(dependent);
    if (dependent.missing == 0) {
      boolean later = dependent.runAt != null && dependent.runAt > tx.now();
      move(dependent, later ? Move.POSTPONE : Move.UNBLOCK);
    }
  }
}
