package io.cqueue.model;

import io.cqueue.core.Backup;
import io.cqueue.core.Batch;
import io.cqueue.core.Dequeue;
import io.cqueue.core.Enqueued;
import io.cqueue.core.EnqueuedBatch;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Job;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobEvent;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobPage;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Kept;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Pending;
import io.cqueue.core.Pushes;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.QueueStats;
import io.cqueue.core.Readiness;
import io.cqueue.core.Refusal.Reason;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import io.cqueue.core.Settlement;
import io.cqueue.core.Stats;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The model: what a job queue does, with lists that are searched from end to end, nothing kept that
 * can be found out, and no thought of speed. Not thread-safe; calls callbacks on the spot.
 */
final class ReferenceQueue implements JobQueue {

  private record Waiter(Dequeue request, long until, Reply<List<Job>> then) {}

  private record Watch(long id, long until, Reply<Optional<JobHistory>> then) {}

  private record Held(List<Job> jobs, long until) {}

  private final InstantSource clock;
  private final long openedAt;
  private final ReferenceState state;
  private final List<ReferenceJob> jobs;
  private final List<Waiter> waiters = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private final ReferenceIntake intake;
  private final ReferenceSettling settling;
  private final Map<String, Held> dequeued = new HashMap<>();
  private long now;

  ReferenceQueue(InstantSource clock, int maxFinished) {
    this.clock = clock;
    this.state =
        new ReferenceState(
            maxFinished,
            job ->
                List.copyOf(watches).stream()
                    .filter(watch -> watch.id == job.id)
                    .forEach(this::answer));
    this.jobs = state.jobs;
    this.intake = new ReferenceIntake(state);
    this.settling = new ReferenceSettling(state);
    this.openedAt = clock.millis();
  }

  // Time. Every call begins with all that is due, in the order of its time, and ends by serving.

  private void enter() {
    now = clock.millis();
    state.now = now;
    intake.forgetOld();
    dequeued.values().removeIf(held -> held.until <= now);
    while (doWhatIsDueFirst()) {}
    serve();
  }

  private boolean doWhatIsDueFirst() {
    ReferenceJob old = first(jobs, state::forgottenAt);
    Watch watch = first(watches, Watch::until);
    ReferenceJob job = first(jobs, ReferenceJob::due);
    Waiter waiter = first(waiters, Waiter::until);
    long oldDue = old == null ? Long.MAX_VALUE : state.forgottenAt(old);
    long watchDue = watch == null ? Long.MAX_VALUE : watch.until;
    long jobDue = job == null ? Long.MAX_VALUE : job.due();
    long waiterDue = waiter == null ? Long.MAX_VALUE : waiter.until;
    long due = Math.min(Math.min(oldDue, watchDue), Math.min(jobDue, waiterDue));
    if (due > now) {
      return false;
    } else if (old != null && due == oldDue) {
      state.forgetOld(old.queue);
    } else if (watch != null && due == watchDue) {
      answer(watch);
    } else if (job != null && due == jobDue) {
      state.due(job);
    } else if (waiter != null) {
      serve();
      answer(waiter, List.of());
    }
    return true;
  }

  private static <T> @Nullable T first(List<T> list, ToLongFunction<T> due) {
    return list.stream().min(Comparator.comparingLong(due)).orElse(null);
  }

  // Producers.

  @Override
  public List<Enqueued> enqueue(List<NewJob> wanted, @Nullable IdempotencyKey key) {
    enter();
    List<Enqueued> answer = intake.enqueue(wanted, key);
    serve();
    return answer;
  }

  @Override
  public EnqueuedBatch enqueueBatch(NewBatch wanted, @Nullable IdempotencyKey key) {
    enter();
    EnqueuedBatch answer = intake.enqueue(wanted, key);
    serve();
    return answer;
  }

  @Override
  public Batch batch(long id) {
    enter();
    return state.batches.stream()
        .filter(batch -> batch.is(id))
        .findFirst()
        .orElseThrow(() -> ReferenceState.refused(Reason.UNKNOWN_BATCH))
        .snapshot();
  }

  // Consumers.

  private List<Job> take(Dequeue request) {
    String key =
        request.idempotencyKey() == null
            ? null
            : request.idempotencyKey() + " of " + Optional.ofNullable(request.consumer());
    if (key != null && dequeued.containsKey(key)) {
      List<Job> held =
          dequeued.get(key).jobs.stream()
              .flatMap(before -> jobs.stream().filter(job -> isStill(job, before)))
              .map(ReferenceJob::snapshot)
              .toList();
      if (!held.isEmpty()) {
        return held;
      }
    }
    List<Job> taken = new ArrayList<>();
    for (Optional<ReferenceJob> next = state.next(request);
        next.isPresent() && taken.size() < request.max();
        next = state.next(request)) {
      state.start(next.get(), request);
      taken.add(next.get().snapshot());
    }
    if (key != null && !taken.isEmpty()) {
      dequeued.put(key, new Held(taken, now + 5 * 60_000));
    }
    return taken;
  }

  private static boolean isStill(ReferenceJob job, Job before) {
    return job.id == before.id()
        && job.attempt == before.attempt()
        && job.status == JobStatus.IN_PROGRESS;
  }

  @Override
  public List<Job> dequeue(Dequeue request) {
    enter();
    return take(request);
  }

  @Override
  public Pending dequeue(Dequeue request, Duration wait, Reply<List<Job>> then) {
    enter();
    List<Job> taken = take(request);
    if (!taken.isEmpty() || wait.isZero()) {
      then.accept(taken);
      return () -> false;
    }
    if (request.idempotencyKey() != null) {
      List.copyOf(waiters).stream()
          .filter(other -> request.idempotencyKey().equals(other.request.idempotencyKey()))
          .filter(
              other ->
                  Optional.ofNullable(request.consumer())
                      .equals(Optional.ofNullable(other.request.consumer())))
          .forEach(other -> answer(other, List.of()));
    }
    Waiter waiter = new Waiter(request, now + wait.toMillis(), then);
    waiters.add(waiter);
    return () -> {
      enter();
      boolean left = remove(waiters, waiter);
      serve();
      return left;
    };
  }

  private void serve() {
    Waiter served;
    do {
      served =
          waiters.stream()
              .filter(each -> state.next(each.request).isPresent())
              .findFirst()
              .orElse(null);
      if (served != null) {
        answer(served, take(served.request));
      }
    } while (served != null);
  }

  private void answer(Waiter waiter, List<Job> taken) {
    if (remove(waiters, waiter)) {
      waiter.then.accept(taken);
    }
  }

  private static <T> boolean remove(List<T> list, T element) {
    return list.removeIf(each -> each == element);
  }

  @Override
  public List<Outcome> settle(List<Settlement> items) {
    enter();
    List<Outcome> outcomes = new ArrayList<>();
    for (Settlement item : items) {
      try {
        outcomes.add(new Outcome.Done(settling.settle(item).snapshot()));
      } catch (RefusedException e) {
        outcomes.add(new Outcome.Refused(item.id(), e.refusal()));
      }
    }
    serve();
    return outcomes;
  }

  // Anyone.

  @Override
  public Optional<JobHistory> find(long id) {
    enter();
    return history(id);
  }

  private Optional<JobHistory> history(long id) {
    return jobs.stream().filter(job -> job.id == id).findFirst().map(ReferenceJob::history);
  }

  @Override
  public Pending await(long id, Duration wait, Reply<Optional<JobHistory>> then) {
    enter();
    Optional<JobHistory> found = history(id);
    if (found.isEmpty() || found.get().job().status().isFinished() || wait.isZero()) {
      then.accept(found);
      return () -> false;
    }
    Watch watch = new Watch(id, now + wait.toMillis(), then);
    watches.add(watch);
    return () -> {
      enter();
      return remove(watches, watch);
    };
  }

  private void answer(Watch watch) {
    if (remove(watches, watch)) {
      watch.then.accept(history(watch.id));
    }
  }

  /** All jobs that are found, on one page however long. */
  @Override
  public JobPage list(JobFilter filter) {
    enter();
    return new JobPage(
        jobs.stream()
            .map(ReferenceJob::snapshot)
            .filter(job -> job.id() > filter.after())
            .filter(job -> filter.queue() == null || filter.queue().equals(job.queue()))
            .filter(job -> filter.statuses().isEmpty() || filter.statuses().contains(job.status()))
            .filter(job -> filter.types().isEmpty() || filter.types().contains(job.type()))
            .filter(job -> job.options().tags().entrySet().containsAll(filter.tags().entrySet()))
            .filter(
                job ->
                    filter.batch() == null || filter.batch().equals(job.options().links().batch()))
            .toList(),
        null);
  }

  // Operators: one job.

  @Override
  public Job cancel(long id) {
    enter();
    ReferenceJob job = state.job(id);
    if (ReferenceState.isDone(job)) {
      throw ReferenceState.refused(Reason.FINISHED);
    }
    state.cancel(job, "cancelled");
    return served(job);
  }

  /** How a job stands before those who wait get what the call made available. */
  private Job served(ReferenceJob job) {
    Job answer = job.snapshot();
    serve();
    return answer;
  }

  @Override
  public Job retry(long id) {
    enter();
    ReferenceJob job = state.job(id);
    if (job.status != JobStatus.FAILED && job.status != JobStatus.CANCELLED) {
      throw ReferenceState.refused(Reason.NOT_RETRYABLE);
    }
    if (state.twin(job.queue, job.asked.options().uniqueKey()) != null) {
      throw ReferenceState.refused(Reason.UNIQUE_KEY_TAKEN);
    }
    retry(job);
    return served(job);
  }

  private void retry(ReferenceJob job) {
    job.spent = 0;
    job.reason = null;
    job.expiresAt = 0;
    state.move(job, JobStatus.QUEUED);
  }

  @Override
  public Job change(long id, JobChange change) {
    enter();
    ReferenceJob job = state.job(id);
    if (!job.waits()) {
      throw ReferenceState.refused(Reason.NOT_WAITING);
    }
    if (change.priority() != null) {
      job.priority = change.priority();
    }
    if (change.start() != null) {
      job.runAt = change.start().resolve(now);
      if (job.status != JobStatus.BLOCKED) {
        state.move(job, job.runAt > now ? JobStatus.SCHEDULED : JobStatus.QUEUED);
      }
    }
    return served(job);
  }

  @Override
  public Job move(long id, String queue) {
    enter();
    ReferenceJob job = state.job(id);
    if (!job.waits() && job.status != JobStatus.FAILED) {
      throw ReferenceState.refused(Reason.NOT_WAITING);
    }
    if (!job.queue.equals(queue)) {
      if (job.waits() && state.twin(queue, job.asked.options().uniqueKey()) != null) {
        throw ReferenceState.refused(Reason.UNIQUE_KEY_TAKEN);
      }
      if (job.waits()) {
        intake.requireDepth(queue, 1);
      }
      job.queue = queue;
      job.waitsForRetry = false;
      state.move(job, job.status);
    }
    return served(job);
  }

  // Operators: queues.

  @Override
  public List<QueueStats> queues() {
    enter();
    Set<String> names = new TreeSet<>(state.settings.keySet());
    jobs.forEach(job -> names.add(job.queue));
    waiters.forEach(waiter -> names.addAll(waiter.request.queues()));
    return names.stream().map(this::stats).toList();
  }

  @Override
  public QueueStats queue(String name) {
    enter();
    return stats(name);
  }

  /** All but the rates. */
  private QueueStats stats(String name) {
    return new QueueStats(
        name,
        state.settings(name),
        counts(job -> job.queue.equals(name)),
        state
            .available(name)
            .min(Comparator.comparing(job -> job.id))
            .map(job -> Duration.ofMillis(now - job.enqueuedAt))
            .orElse(null),
        new QueueStats.Rates(0, 0, 0));
  }

  private Map<JobStatus, Long> counts(Predicate<ReferenceJob> which) {
    Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      counts.put(status, jobs.stream().filter(which).filter(job -> job.status == status).count());
    }
    return counts;
  }

  @Override
  public QueueStats configure(String name, QueueSettings settings) {
    enter();
    if (settings.rate() != state.settings(name).rate()) {
      state.evenly.remove(name);
    }
    if (settings.equals(QueueSettings.DEFAULT)) {
      state.settings.remove(name);
    } else {
      state.settings.put(name, settings);
    }
    state.forgetOld(name);
    QueueStats answer = stats(name);
    serve();
    return answer;
  }

  @Override
  public QueueStats pause(String name, boolean on) {
    return configure(name, queue(name).settings().withPaused(on));
  }

  @Override
  public void delete(String name) {
    enter();
    if (!state.in(name).allMatch(ReferenceState::isDone)) {
      throw ReferenceState.refused(Reason.QUEUE_NOT_EMPTY);
    }
    state.settings.remove(name);
    state.evenly.remove(name);
    jobs.removeIf(job -> job.queue.equals(name));
  }

  /** From the last to the first, so that none is gone already with one that it waited for. */
  @Override
  public long purge(String name) {
    enter();
    List<ReferenceJob> waiting =
        new ArrayList<>(state.in(name).filter(ReferenceJob::waits).toList());
    waiting.sort(Comparator.comparing(job -> -job.id));
    waiting.forEach(job -> state.cancel(job, "purged"));
    serve();
    return waiting.size();
  }

  /** In the order in which they failed. */
  @Override
  public long retryFailed(String name) {
    enter();
    long retried = 0;
    for (ReferenceJob job :
        state
            .in(name)
            .filter(each -> each.status == JobStatus.FAILED)
            .sorted(Comparator.comparing(each -> each.since))
            .toList()) {
      if (state.twin(name, job.asked.options().uniqueKey()) == null) {
        retry(job);
        retried++;
      }
    }
    serve();
    return retried;
  }

  @Override
  public Pushes pushes() {
    return Pushes.NONE;
  }

  @Override
  public void drain(boolean on) {
    enter();
    intake.draining = on;
  }

  @Override
  public void dismiss() {
    throw new UnsupportedOperationException("the model never stops");
  }

  @Override
  public Backup backup() {
    throw new UnsupportedOperationException("the model is kept nowhere");
  }

  @Override
  public Export export() {
    throw new UnsupportedOperationException("the model keeps nothing");
  }

  @Override
  public void restore(Iterator<Kept> from) {
    throw new UnsupportedOperationException("the model keeps nothing");
  }

  @Override
  public Readiness readiness() {
    enter();
    return intake.draining ? Readiness.DRAINING : Readiness.READY;
  }

  @Override
  public Stats stats() {
    enter();
    return new Stats(
        counts(job -> true), waiters.size(), intake.draining, Duration.ofMillis(now - openedAt));
  }

  // Events.

  @Override
  public Events listen(Runnable wake) {
    return new Events() {
      @Override
      public long latest() {
        return state.events.size();
      }

      @Override
      public List<JobEvent> after(long after, int max) {
        return state.events.stream().skip(after).limit(max).toList();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public long tick() {
    enter();
    return Long.MAX_VALUE;
  }

  @Override
  public void close() {
    enter();
    List.copyOf(waiters).forEach(waiter -> answer(waiter, List.of()));
    List.copyOf(watches).forEach(this::answer);
  }

  // Schedules: the model has none, and no step asks for one. ScheduleRules has their rules.

  @Override
  public List<ScheduleState> schedules() {
    return List.of();
  }

  @Override
  public ScheduleState schedule(String name) {
    throw ReferenceState.refused(Reason.UNKNOWN_SCHEDULE);
  }

  @Override
  public ScheduleState schedule(Schedule schedule) {
    throw new IllegalStateException("no schedules here");
  }

  @Override
  public void unschedule(String name) {
    throw ReferenceState.refused(Reason.UNKNOWN_SCHEDULE);
  }
}
