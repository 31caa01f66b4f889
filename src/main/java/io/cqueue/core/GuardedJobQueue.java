package io.cqueue.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one caller may see of a queue and do with it. Thread-safe.
 *
 * <ul>
 *   <li>What needs a {@link Role} that it lacks is refused: {@link Refusal.Reason#FORBIDDEN}.
 *   <li>A job of a queue that it does not see is as if there were none, and so are schedules and
 *       batches of such jobs.
 *   <li>Where it names such a queue itself, to change something there, that is refused. Where it
 *       only asks, the queue is as one that nobody has named yet: in neither case it learns whether
 *       there is one.
 *   <li>Its idempotency keys are its own: the same key of another caller is another key.
 * </ul>
 */
public final class GuardedJobQueue implements JobQueue {

  private final JobQueue queue;
  private final Caller caller;
  private final Sight sight;
  private final Standing standing;

  /** What this caller may see of this queue and do with it. */
  public GuardedJobQueue(JobQueue queue, Caller caller) {
    this(queue, caller, Standing.FOREVER);
  }

  /** The same, until the caller loses its rights: then whatever it waits for ends. */
  public GuardedJobQueue(JobQueue queue, Caller caller, Standing standing) {
    this.queue = queue;
    this.caller = caller;
    this.sight = new Sight(queue, caller);
    this.standing = standing;
  }

  private void requireAny(Role one, Role other) {
    if (!caller.may(one) && !caller.may(other)) {
      throw caller.forbidden("has neither the role " + one.word() + " nor " + other.word());
    }
  }

  // Producers.

  @Override
  public List<Enqueued> enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key) {
    caller.require(Role.PRODUCE);
    sight.requireMine(jobs);
    return queue.enqueue(jobs, mine(key));
  }

  @Override
  public void enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key, Reply<List<Enqueued>> then) {
    caller.require(Role.PRODUCE);
    sight.requireMine(jobs);
    queue.enqueue(jobs, mine(key), then);
  }

  @Override
  public EnqueuedBatch enqueueBatch(NewBatch batch, @Nullable IdempotencyKey key) {
    caller.require(Role.PRODUCE);
    batch.queues(sight::requireQueue);
    sight.requireMine(batch.jobs());
    return queue.enqueueBatch(batch, mine(key));
  }

  /** A key that no other caller can have. */
  private String mine(String key) {
    Names.requirePrintable("Idempotency-Key", key, Limits.MAX_KEY_LENGTH);
    return Digests.sha256(caller.name() + "\n" + key);
  }

  private @Nullable IdempotencyKey mine(@Nullable IdempotencyKey key) {
    return key == null ? null : new IdempotencyKey(mine(key.key()), key.fingerprint());
  }

  // Consumers.

  @Override
  public List<Job> dequeue(Dequeue request) {
    return queue.dequeue(checked(request));
  }

  @Override
  public void dequeue(Dequeue request, Reply<List<Job>> then) {
    queue.dequeue(checked(request), then);
  }

  @Override
  public Pending dequeue(Dequeue request, Duration wait, Reply<List<Job>> then) {
    Dequeue checked = checked(request);
    return whileItMay(then, reply -> queue.dequeue(checked, wait, reply));
  }

  /** Waits for a reply, and refuses it once the caller has lost its rights. */
  private <T> Pending whileItMay(Reply<T> then, Function<Reply<T>, Pending> asking) {
    GuardedReply<T> reply = new GuardedReply<>(then);
    Pending pending = asking.apply(reply);
    standing.watch(
        reply::isGiven,
        why -> {
          if (pending.cancel()) {
            reply.refuse(why);
          }
        });
    return pending;
  }

  private Dequeue checked(Dequeue request) {
    caller.require(Role.CONSUME);
    request.queues().forEach(sight::requireQueue);
    String key = request.idempotencyKey();
    return key == null ? request : request.under(mine(key));
  }

  @Override
  public List<Outcome> settle(List<Settlement> items) {
    Set<Long> unseen = unseen(items);
    return unseen.isEmpty()
        ? queue.settle(items)
        : outcomes(items, unseen, queue.settle(seen(items, unseen)));
  }

  @Override
  public void settle(List<Settlement> items, Reply<List<Outcome>> then) {
    Set<Long> unseen = unseen(items);
    queue.settle(
        unseen.isEmpty() ? items : seen(items, unseen),
        unseen.isEmpty() ? then : then.after(done -> outcomes(items, unseen, done)));
  }

  private Set<Long> unseen(List<Settlement> items) {
    caller.require(Role.CONSUME);
    return sight.unseen(items.stream().map(Settlement::id).toList());
  }

  private static List<Settlement> seen(List<Settlement> items, Set<Long> unseen) {
    return items.stream().filter(item -> !unseen.contains(item.id())).toList();
  }

  private static List<Outcome> outcomes(
      List<Settlement> items, Set<Long> unseen, List<Outcome> ofSeen) {
    Iterator<Outcome> done = ofSeen.iterator();
    List<Outcome> all = new ArrayList<>(items.size());
    for (Settlement item : items) {
      all.add(
          unseen.contains(item.id())
              ? new Outcome.Refused(item.id(), Refusal.unknownJob(item.id()))
              : done.next());
    }
    return all;
  }

  // Anyone.

  @Override
  public Optional<JobHistory> find(long id) {
    requireAny(Role.PRODUCE, Role.READ);
    return sight.seen(queue.find(id));
  }

  @Override
  public void find(long id, Reply<Optional<JobHistory>> then) {
    requireAny(Role.PRODUCE, Role.READ);
    queue.find(id, then.after(sight::seen));
  }

  @Override
  public Map<Long, String> queuesOf(Collection<Long> ids) {
    requireAny(Role.PRODUCE, Role.READ);
    Map<Long, String> found = new HashMap<>(queue.queuesOf(ids));
    found.values().removeIf(name -> !caller.sees(name));
    return found;
  }

  @Override
  public Pending await(long id, Duration wait, Reply<Optional<JobHistory>> then) {
    requireAny(Role.PRODUCE, Role.READ);
    if (!sight.unseen(List.of(id)).isEmpty()) {
      then.accept(Optional.empty());
      return () -> false;
    }
    return whileItMay(then.after(sight::seen), reply -> queue.await(id, wait, reply));
  }

  @Override
  public JobPage list(JobFilter filter) {
    caller.require(Role.READ);
    return sight.list(filter);
  }

  /** One that it sees all queues of. */
  @Override
  public Batch batch(long id) {
    requireAny(Role.PRODUCE, Role.READ);
    Batch found = queue.batch(id);
    if (!found.queues().stream().allMatch(caller::sees)) {
      throw Refusal.unknownBatch(id).asException();
    }
    return found;
  }

  // Operators: one job.

  @Override
  public Job cancel(long id) {
    caller.require(Role.OPERATE);
    sight.requireSeen(id);
    return queue.cancel(id);
  }

  @Override
  public Job retry(long id) {
    caller.require(Role.OPERATE);
    sight.requireSeen(id);
    return queue.retry(id);
  }

  @Override
  public Job change(long id, JobChange change) {
    caller.require(Role.OPERATE);
    sight.requireSeen(id);
    return queue.change(id, change);
  }

  @Override
  public Job move(long id, String to) {
    caller.require(Role.OPERATE);
    sight.requireQueue(to);
    sight.requireSeen(id);
    return queue.move(id, to);
  }

  // Operators: queues.

  @Override
  public List<QueueStats> queues() {
    caller.require(Role.READ);
    return queue.queues().stream().filter(each -> caller.sees(each.name())).toList();
  }

  @Override
  public QueueStats queue(String name) {
    caller.require(Role.READ);
    return caller.sees(name) ? queue.queue(name) : QueueStats.ofUnnamed(name);
  }

  @Override
  public QueueStats configure(String name, QueueSettings settings) {
    requireOperator(name);
    return queue.configure(name, settings);
  }

  @Override
  public QueueStats pause(String name, boolean on) {
    requireOperator(name);
    return queue.pause(name, on);
  }

  @Override
  public void delete(String name) {
    requireOperator(name);
    queue.delete(name);
  }

  @Override
  public long purge(String name) {
    requireOperator(name);
    return queue.purge(name);
  }

  @Override
  public long retryFailed(String name) {
    requireOperator(name);
    return queue.retryFailed(name);
  }

  private void requireOperator(String name) {
    caller.require(Role.OPERATE);
    sight.requireQueue(name);
  }

  /** With secrets, so not for everyone. */
  @Override
  public Pushes pushes() {
    caller.require(Role.OPERATE);
    caller.requireAll();
    return queue.pushes();
  }

  @Override
  public void drain(boolean on) {
    caller.require(Role.OPERATE);
    caller.requireAll();
    queue.drain(on);
  }

  @Override
  public void dismiss() {
    caller.require(Role.OPERATE);
    caller.requireAll();
    queue.dismiss();
  }

  @Override
  public Backup backup() {
    caller.require(Role.OPERATE);
    caller.requireAll();
    return queue.backup();
  }

  @Override
  public Export export() {
    caller.require(Role.OPERATE);
    caller.requireAll();
    return queue.export();
  }

  @Override
  public void restore(Iterator<Kept> from) {
    caller.require(Role.OPERATE);
    caller.requireAll();
    queue.restore(from);
  }

  @Override
  public Readiness readiness() {
    return queue.readiness();
  }

  /** The counts of the queues that it sees; how many consumers wait only if it sees all. */
  @Override
  public Stats stats() {
    requireAny(Role.READ, Role.OPERATE);
    Stats all = queue.stats();
    if (caller.seesAll()) {
      return all;
    }
    Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
    for (QueueStats each : queue.queues()) {
      if (caller.sees(each.name())) {
        each.counts().forEach((status, count) -> counts.merge(status, count, Long::sum));
      }
    }
    return new Stats(counts, 0, all.draining(), all.uptime());
  }

  // Schedules.

  @Override
  public List<ScheduleState> schedules() {
    caller.require(Role.READ);
    return queue.schedules().stream().filter(this::sees).toList();
  }

  private boolean sees(ScheduleState state) {
    return caller.sees(state.schedule().job().queue());
  }

  @Override
  public ScheduleState schedule(String name) {
    caller.require(Role.READ);
    return seen(name);
  }

  private ScheduleState seen(String name) {
    ScheduleState found = queue.schedule(name);
    if (!sees(found)) {
      throw Refusal.unknownSchedule(name).asException();
    }
    return found;
  }

  @Override
  public ScheduleState schedule(Schedule schedule) {
    caller.require(Role.OPERATE);
    sight.requireMine(List.of(schedule.job()));
    boolean others =
        !caller.seesAll()
            && queue.schedules().stream()
                .anyMatch(it -> it.schedule().name().equals(schedule.name()) && !sees(it));
    if (others) {
      throw caller.forbidden("has no right to the schedule " + schedule.name());
    }
    return queue.schedule(schedule);
  }

  @Override
  public void unschedule(String name) {
    caller.require(Role.OPERATE);
    seen(name);
    queue.unschedule(name);
  }

  // Events.

  /** Of the changes that it does not see it learns only that there were some. */
  @Override
  public Events listen(Runnable wake) {
    caller.require(Role.READ);
    return new GuardedEvents(queue.listen(wake), caller, standing, wake);
  }

  // Time.

  @Override
  public long tick() {
    return queue.tick();
  }

  @Override
  public void close() {
    queue.close();
  }
}
