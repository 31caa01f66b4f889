package io.cqueue.model;

import io.cqueue.core.Attempt;
import io.cqueue.core.Dequeue;
import io.cqueue.core.Enqueued;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Job;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobEvent;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobPage;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Pending;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.QueueStats;
import io.cqueue.core.Refusal;
import io.cqueue.core.Refusal.Reason;
import io.cqueue.core.RefusedException;
import io.cqueue.core.RetryPolicy;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The model: what a job queue does, with lists that are searched from end to end, nothing kept that
 * can be found out, and no thought of speed. Not thread-safe; calls callbacks on the spot.
 */
final class ReferenceQueue implements JobQueue {

  private record Waiter(Dequeue request, long until, Consumer<List<Job>> then) {}

  private record Watch(long id, long until, Consumer<Optional<JobHistory>> then) {}

  private record Answer(String fingerprint, List<Enqueued> jobs, long until) {}

  private record Held(List<Job> jobs, long until) {}

  private final InstantSource clock;
  private final long openedAt;
  private final ReferenceState state;
  private final List<ReferenceJob> jobs;
  private final List<Waiter> waiters = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private final Map<String, Answer> enqueued = new HashMap<>();
  private final Map<String, Held> dequeued = new HashMap<>();
  private long lastId;
  private boolean draining;
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
    this.openedAt = clock.millis();
  }

  // Time. Every call begins with all that is due, in the order of its time, and ends by serving.

  private void enter() {
    now = clock.millis();
    state.now = now;
    enqueued.values().removeIf(answer -> answer.until <= now);
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

  private ReferenceJob job(long id) {
    return jobs.stream()
        .filter(job -> job.id == id)
        .findFirst()
        .orElseThrow(() -> refused(Reason.UNKNOWN_JOB));
  }

  private static RefusedException refused(Reason reason) {
    return Refusal.of(reason, reason.name()).asException();
  }

  // Producers.

  @Override
  public List<Enqueued> enqueue(List<NewJob> wanted, @Nullable IdempotencyKey key) {
    enter();
    Answer before = key == null ? null : enqueued.get(key.key());
    if (key != null && before != null) {
      if (!before.fingerprint.equals(key.fingerprint())) {
        throw refused(Reason.KEY_REUSED);
      }
      return before.jobs;
    }
    if (draining) {
      throw refused(Reason.DRAINING);
    }
    Map<Long, ReferenceJob> named = new HashMap<>();
    for (NewJob job : wanted) {
      for (long id : job.options().after()) {
        named.put(id, find(id, job));
      }
    }
    requireDepth(wanted);
    List<Enqueued> answer = new ArrayList<>();
    wanted.forEach(job -> answer.add(add(job, named)));
    if (key != null) {
      enqueued.put(key.key(), new Answer(key.fingerprint(), answer, now + 24 * 3600_000));
    }
    serve();
    return answer;
  }

  private ReferenceJob find(long id, NewJob wanted) {
    return jobs.stream()
        .filter(job -> job.id == id)
        .findFirst()
        .orElseThrow(() -> Refusal.invalid("After", wanted.toString()).asException());
  }

  private void requireDepth(List<NewJob> wanted) {
    Map<String, Integer> more = new HashMap<>();
    Set<String> keys = new HashSet<>();
    for (NewJob job : wanted) {
      String key = job.options().uniqueKey();
      if (twin(job.queue(), key) == null && (key == null || keys.add(job.queue() + " " + key))) {
        requireDepth(job.queue(), more.merge(job.queue(), 1, Integer::sum));
      }
    }
  }

  private void requireDepth(String queue, int more) {
    long max = state.settings(queue).maxDepth();
    if (max > 0 && state.in(queue).filter(job -> !job.status.isFinished()).count() + more > max) {
      throw refused(Reason.QUEUE_FULL);
    }
  }

  private @Nullable ReferenceJob twin(String queue, @Nullable String key) {
    return jobs.stream().filter(job -> job.isTwinOf(queue, key)).findFirst().orElse(null);
  }

  private Enqueued add(NewJob wanted, Map<Long, ReferenceJob> named) {
    ReferenceJob twin = twin(wanted.queue(), wanted.options().uniqueKey());
    if (twin != null) {
      return new Enqueued(twin.id, false);
    }
    ReferenceJob job = new ReferenceJob(++lastId, wanted, now);
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
    } else if (job.isExpired(now)) {
      job.status = JobStatus.CANCELLED;
      job.reason = "expired";
    } else if (!job.missing.isEmpty()) {
      job.status = JobStatus.BLOCKED;
    } else if (job.runAt > now) {
      job.status = JobStatus.SCHEDULED;
    }
    state.add(job);
    return new Enqueued(job.id, true);
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
  public Pending dequeue(Dequeue request, Duration wait, Consumer<List<Job>> then) {
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
        outcomes.add(new Outcome.Done(settled(item).snapshot()));
      } catch (RefusedException e) {
        outcomes.add(new Outcome.Refused(item.id(), e.refusal()));
      }
    }
    serve();
    return outcomes;
  }

  private ReferenceJob settled(Settlement item) {
    ReferenceJob job = job(item.id());
    Integer attempt = item.claim().attempt();
    String consumer = item.claim().consumer();
    if (job.status != JobStatus.IN_PROGRESS && job.attempt > 0) {
      boolean same =
          attempt != null
              ? attempt == job.attempt
              : consumer != null && consumer.equals(job.lastAttempt().consumer());
      if (same && job.lastAttempt().outcome() == outcome(item)) {
        return job;
      }
    }
    if (attempt != null && attempt != job.attempt) {
      throw refused(Reason.STALE_ATTEMPT);
    }
    if (job.status != JobStatus.IN_PROGRESS) {
      throw refused(Reason.NOT_IN_PROGRESS);
    }
    String has = job.lastAttempt().consumer();
    if (consumer != null && has != null && !consumer.equals(has)) {
      throw refused(Reason.OTHER_CONSUMER);
    }
    if (consumer != null) {
      job.nameConsumer(consumer);
    }
    apply(job, item);
    return job;
  }

  private static Attempt.@Nullable Outcome outcome(Settlement item) {
    return item instanceof Settlement.Conclude
        ? Attempt.Outcome.CONCLUDED
        : item instanceof Settlement.Fail
            ? Attempt.Outcome.FAILED
            : item instanceof Settlement.Release ? Attempt.Outcome.RELEASED : null;
  }

  private void apply(ReferenceJob job, Settlement item) {
    if (item instanceof Settlement.Conclude conclude) {
      job.result = conclude.result();
      job.endAttempt(Attempt.Outcome.CONCLUDED, null, now);
      state.move(job, JobStatus.CONCLUDED);
    } else if (item instanceof Settlement.Fail fail) {
      boolean again = fail.retry() && state.attemptsLeft(job);
      long wait =
          fail.retryIn() != null
              ? fail.retryIn().toMillis()
              : RetryPolicy.backoffMillis(job.id, job.spent, state.settings(job.queue));
      job.runAt = again ? now + wait : job.runAt;
      job.endAttempt(Attempt.Outcome.FAILED, fail.error(), now);
      state.move(job, again ? JobStatus.SCHEDULED : JobStatus.FAILED);
    } else if (item instanceof Settlement.Release release) {
      job.spent--;
      job.runAt = now + release.delay().toMillis();
      job.endAttempt(Attempt.Outcome.RELEASED, null, now);
      state.move(job, release.delay().isZero() ? JobStatus.QUEUED : JobStatus.SCHEDULED);
    } else if (item instanceof Settlement.Extend extend) {
      job.progress = extend.progress() != null ? extend.progress() : job.progress;
      long lease = extend.lease() != null ? extend.lease().toMillis() : job.firstLease;
      job.leaseUntil = lease == 0 ? 0 : now + lease;
    }
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
  public Pending await(long id, Duration wait, Consumer<Optional<JobHistory>> then) {
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
            .toList(),
        null);
  }

  // Operators: one job.

  @Override
  public Job cancel(long id) {
    enter();
    ReferenceJob job = job(id);
    if (ReferenceState.isDone(job)) {
      throw refused(Reason.FINISHED);
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
    ReferenceJob job = job(id);
    if (job.status != JobStatus.FAILED && job.status != JobStatus.CANCELLED) {
      throw refused(Reason.NOT_RETRYABLE);
    }
    if (twin(job.queue, job.asked.options().uniqueKey()) != null) {
      throw refused(Reason.UNIQUE_KEY_TAKEN);
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
    ReferenceJob job = job(id);
    if (!job.waits()) {
      throw refused(Reason.NOT_WAITING);
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
    ReferenceJob job = job(id);
    if (!job.waits() && job.status != JobStatus.FAILED) {
      throw refused(Reason.NOT_WAITING);
    }
    if (!job.queue.equals(queue)) {
      if (job.waits() && twin(queue, job.asked.options().uniqueKey()) != null) {
        throw refused(Reason.UNIQUE_KEY_TAKEN);
      }
      if (job.waits()) {
        requireDepth(queue, 1);
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
      throw refused(Reason.QUEUE_NOT_EMPTY);
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
      if (twin(name, job.asked.options().uniqueKey()) == null) {
        retry(job);
        retried++;
      }
    }
    serve();
    return retried;
  }

  @Override
  public void drain(boolean on) {
    enter();
    draining = on;
  }

  @Override
  public Stats stats() {
    enter();
    return new Stats(
        counts(job -> true), waiters.size(), draining, Duration.ofMillis(now - openedAt));
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
    throw refused(Reason.UNKNOWN_SCHEDULE);
  }

  @Override
  public ScheduleState schedule(Schedule schedule) {
    throw new IllegalStateException("no schedules here");
  }

  @Override
  public void unschedule(String name) {
    throw refused(Reason.UNKNOWN_SCHEDULE);
  }
}
