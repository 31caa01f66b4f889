package io.cqueue.model;

import io.cqueue.core.Endings;
import io.cqueue.core.Enqueued;
import io.cqueue.core.EnqueuedBatch;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.Refusal.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the model takes on jobs. */
final class ReferenceIntake {

  private record Answer(String fingerprint, List<Enqueued> jobs, long until) {}

  private final ReferenceState state;
  private final Map<String, Answer> answers = new HashMap<>();
  private long lastId;
  boolean draining;

  ReferenceIntake(ReferenceState state) {
    this.state = state;
    state.follow = this::follow;
  }

  private void follow(ReferenceJob ended) {
    NewJob next = Endings.follower(ended.snapshot());
    if (next != null) {
      add(next, Map.of());
    }
  }

  void forgetOld() {
    answers.values().removeIf(answer -> answer.until <= state.now);
    state.batches.removeIf(batch -> batch.isOld(state.now));
  }

  List<Enqueued> enqueue(List<NewJob> wanted, @Nullable IdempotencyKey key) {
    return answer(key, () -> enqueue(wanted));
  }

  EnqueuedBatch enqueue(NewBatch wanted, @Nullable IdempotencyKey key) {
    return EnqueuedBatch.of(answer(key, () -> enqueue(wanted).asList()));
  }

  private List<Enqueued> answer(@Nullable IdempotencyKey key, Supplier<List<Enqueued>> enqueue) {
    Answer before = key == null ? null : answers.get(key.key());
    if (key != null && before != null) {
      if (!before.fingerprint.equals(key.fingerprint())) {
        throw ReferenceState.refused(Reason.KEY_REUSED);
      }
      return before.jobs;
    }
    List<Enqueued> answer = enqueue.get();
    if (key != null) {
      answers.put(key.key(), new Answer(key.fingerprint(), answer, state.now + 24 * 3600_000));
    }
    return answer;
  }

  private EnqueuedBatch enqueue(NewBatch wanted) {
    Map<Long, ReferenceJob> named = accept(wanted.jobs());
    long id = ++lastId;
    state.batches.add(new ReferenceBatch(id, wanted, state.now));
    List<Enqueued> added = wanted.jobsOf(id).stream().map(job -> add(job, named)).toList();
    state.settleEnded();
    return new EnqueuedBatch(id, added);
  }

  private List<Enqueued> enqueue(List<NewJob> wanted) {
    Map<Long, ReferenceJob> named = accept(wanted);
    List<Enqueued> answer = wanted.stream().map(job -> add(job, named)).toList();
    state.settleEnded();
    return answer;
  }

  /** Refuses what cannot be taken on, and finds the jobs that are named. */
  private Map<Long, ReferenceJob> accept(List<NewJob> wanted) {
    if (draining) {
      throw ReferenceState.refused(Reason.DRAINING);
    }
    Map<Long, ReferenceJob> named = new HashMap<>();
    for (NewJob job : wanted) {
      for (long id : job.options().after()) {
        named.put(id, find(id, job));
      }
    }
    requireDepth(wanted);
    return named;
  }

  private ReferenceJob find(long id, NewJob wanted) {
    return state.jobs.stream()
        .filter(job -> job.id == id)
        .findFirst()
        .orElseThrow(() -> Refusal.invalid("After", wanted.toString()).asException());
  }

  private void requireDepth(List<NewJob> wanted) {
    Map<String, Integer> more = new HashMap<>();
    Set<String> keys = new HashSet<>();
    for (NewJob job : wanted) {
      String key = job.options().uniqueKey();
      if (state.twin(job.queue(), key) == null
          && (key == null || keys.add(job.queue() + " " + key))) {
        requireDepth(job.queue(), more.merge(job.queue(), 1, Integer::sum));
      }
    }
  }

  void requireDepth(String queue, int more) {
    long max = state.settings(queue).maxDepth();
    if (max > 0 && state.in(queue).filter(job -> !job.status.isFinished()).count() + more > max) {
      throw ReferenceState.refused(Reason.QUEUE_FULL);
    }
  }

  private Enqueued add(NewJob wanted, Map<Long, ReferenceJob> named) {
    ReferenceJob twin = state.twin(wanted.queue(), wanted.options().uniqueKey());
    if (twin != null) {
      return new Enqueued(twin.id, false);
    }
    ReferenceJob job = new ReferenceJob(++lastId, wanted, state.now);
    boolean inVain = false;
    for (long id : wanted.options().after()) {
      ReferenceJob other = Objects.requireNonNull(named.get(id));
      inVain |= other.status == JobStatus.FAILED || other.status == JobStatus.CANCELLED;
      if (!other.status.isFinished()) {
        job.missing.add(other);
      }
    }
    if (inVain) {
      job.status = JobStatus.CANCELLED;
      job.reason = "dependency-failed";
    } else if (job.isExpired(state.now)) {
      job.status = JobStatus.CANCELLED;
      job.reason = "expired";
    } else if (!job.missing.isEmpty()) {
      job.status = JobStatus.BLOCKED;
    } else if (job.runAt > state.now) {
      job.status = JobStatus.SCHEDULED;
    }
    state.batches.stream()
        .filter(batch -> batch.hasAdded(job))
        .forEach(batch -> batch.jobs.add(job));
    state.add(job);
    return new Enqueued(job.id, true);
  }
}
