package io.cqueue.postgres;

import io.cqueue.core.Backup;
import io.cqueue.core.Batch;
import io.cqueue.core.Calendar;
import io.cqueue.core.Dequeue;
import io.cqueue.core.Enqueued;
import io.cqueue.core.EnqueuedBatch;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Job;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobPage;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Kept;
import io.cqueue.core.Names;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Pending;
import io.cqueue.core.Pushes;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.QueueStats;
import io.cqueue.core.Readiness;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import io.cqueue.core.Settlement;
import io.cqueue.core.Stats;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link JobQueue} in PostgreSQL, which any number of servers share. None of them keeps anything
 * that another needs: jobs, limits, schedules and the time are those of the database. Only who
 * waits at a server is known there alone.
 *
 * <p>Each call is one transaction, run by {@link Clockwork} so that it finds the queue as it should
 * be at that time. Where the rules are: {@link Intake} for new jobs, {@link Taking} for handing
 * out, {@link Settling} for what consumers say, {@link Operations} and {@link QueueOperations} for
 * what operators do, {@link Life} for every change of status and what follows from it.
 */
public final class PostgresJobQueue implements JobQueue {

  private final Calendar calendar;
  private final Watches watches;
  private final EventLog events;
  private final Waiters waiters;
  private final Wakeups wakeups;
  private final Calls calls;
  private final Clockwork clockwork;
  private final MicroBatches batches;
  private final Whole whole;
  private final long openedAt;

  private PostgresJobQueue(
      Pool pool, Database database, Wakeups wakeups, Calendar calendar, long maxFinished) {
    this.calendar = calendar;
    this.wakeups = wakeups;
    this.events = new EventLog(database);
    this.watches = new Watches(database);
    this.calls = new Calls(watches, events, wakeups);
    this.waiters = new Waiters(database, calls);
    Retention retention = new Retention(database, maxFinished);
    this.clockwork =
        new Clockwork(
            database,
            calendar,
            waiters,
            calls,
            retention,
            new Housekeeping(database, events, retention));
    this.batches = new MicroBatches(clockwork);
    this.whole = new Whole(pool, clockwork);
    this.openedAt = database.run(Transaction::now).result();
  }

  /**
   * Opens the queue, whose time is that of the database. {@link Migrations} has seen to its tables.
   *
   * @param pool the connections, which stay open when the queue is closed
   * @param calendar understands the expressions of schedules
   * @param maxFinished how many jobs that are done are kept at most
   * @param counters what this server does to jobs is counted there
   * @throws io.cqueue.core.OpenException if its tables are not of this version
   */
  public static PostgresJobQueue open(
      Pool pool, Calendar calendar, long maxFinished, JobCounters counters) {
    PostgresJobQueue queue = open(pool, Database.Now.OF_DATABASE, calendar, maxFinished, counters);
    queue.wakeups.start(queue::lookElsewhere);
    return queue;
  }

  /** The same, with a time of its own and no word from other servers, for tests. */
  static PostgresJobQueue open(
      Pool pool, InstantSource clock, Calendar calendar, long maxFinished, JobCounters counters) {
    return open(pool, clock::millis, calendar, maxFinished, counters);
  }

  private static PostgresJobQueue open(
      Pool pool, Database.Now clock, Calendar calendar, long maxFinished, JobCounters counters) {
    Migrations.require(pool);
    Database database = new Database(pool.source(), clock, counters);
    return new PostgresJobQueue(pool, database, new Wakeups(pool), calendar, maxFinished);
  }

  private <T> T call(Function<Transaction, T> work) {
    return clockwork.call(Opening.NOTHING, work);
  }

  private void run(Consumer<Transaction> work) {
    call(
        tx -> {
          work.accept(tx);
          return tx;
        });
  }

  @Override
  public List<Enqueued> enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key) {
    return key == null && jobs.size() == 1 && Intake.isPlain(jobs.get(0))
        ? List.of(batches.enqueue(jobs.get(0)))
        : clockwork.call(
            Opening.ofNames(Intake.names(jobs)), tx -> new Intake(tx).enqueue(jobs, key));
  }

  @Override
  public EnqueuedBatch enqueueBatch(NewBatch batch, @Nullable IdempotencyKey key) {
    return clockwork.call(
        Opening.ofNames(Intake.names(batch.jobs())), tx -> new Intake(tx).enqueue(batch, key));
  }

  @Override
  public List<Job> dequeue(Dequeue request) {
    return batches.dequeue(request).jobs();
  }

  @Override
  public Pending dequeue(Dequeue request, Duration wait, Reply<List<Job>> then) {
    MicroBatches.Got got = batches.dequeue(request);
    if (!got.jobs().isEmpty() || wait.isZero()) {
      calls.make(() -> then.accept(got.jobs()));
      return () -> false;
    }
    Waiters.Leave leave = waiters.add(request, got.now() + wait.toMillis(), then);
    // Something may have come since.
    waiters.serve();
    return leave::leave;
  }

  @Override
  public List<Outcome> settle(List<Settlement> items) {
    return batches.settle(items);
  }

  @Override
  public Optional<JobHistory> find(long id) {
    return call(tx -> new Listing(tx).find(id));
  }

  @Override
  public Map<Long, String> queuesOf(Collection<Long> ids) {
    return ids.isEmpty() ? Map.of() : call(tx -> new Listing(tx).queuesOf(ids));
  }

  @Override
  public Pending await(long id, Duration wait, Reply<Optional<JobHistory>> then) {
    long now = call(Transaction::now);
    Watches.Watch watch = watches.add(id, now + wait.toMillis(), then);
    Optional<JobHistory> job;
    try {
      job = find(id);
    } catch (RefusedException e) {
      if (watches.leave(watch)) {
        throw e;
      }
      return () -> false; // It had its answer meanwhile.
    }
    boolean over = wait.isZero() || job.isEmpty() || job.orElseThrow().job().status().isFinished();
    if (over && watches.leave(watch)) {
      calls.make(() -> then.accept(job));
    }
    return () -> watches.leave(watch);
  }

  @Override
  public JobPage list(JobFilter filter) {
    return call(tx -> new Listing(tx).page(filter));
  }

  @Override
  public Batch batch(long id) {
    return call(tx -> tx.batches().get(id));
  }

  @Override
  public Job cancel(long id) {
    return call(tx -> new Operations(tx).cancel(id));
  }

  @Override
  public Job retry(long id) {
    return call(tx -> new Operations(tx).retry(id));
  }

  @Override
  public Job change(long id, JobChange change) {
    return call(tx -> new Operations(tx).change(id, change));
  }

  @Override
  public Job move(long id, String queue) {
    Names.requireQueue("Queue", queue);
    return call(tx -> new Operations(tx).transfer(id, queue));
  }

  @Override
  public List<QueueStats> queues() {
    return call(tx -> tx.queues().all(waiters.queues()));
  }

  @Override
  public QueueStats queue(String name) {
    return call(tx -> tx.queues().stats(name));
  }

  @Override
  public QueueStats configure(String name, QueueSettings settings) {
    Names.requireQueue("Queue", name);
    run(tx -> new QueueOperations(tx).configure(name, settings));
    return queue(name);
  }

  @Override
  public QueueStats pause(String name, boolean on) {
    Names.requireQueue("Queue", name);
    run(tx -> new QueueOperations(tx).pause(name, on));
    return queue(name);
  }

  @Override
  public void delete(String name) {
    run(tx -> new QueueOperations(tx).delete(name));
  }

  @Override
  public long purge(String name) {
    return walk(Long.MAX_VALUE, (tx, at) -> new QueueOperations(tx).purge(name, at));
  }

  @Override
  public long retryFailed(String name) {
    return walk(0, (tx, at) -> new QueueOperations(tx).retryFailed(name, at));
  }

  /** One step of a walk over many jobs. */
  private interface Step {
    QueueOperations.Progress from(Transaction tx, long at);
  }

  private long walk(long start, Step step) {
    long count = 0;
    long at = start;
    boolean more = true;
    while (more) {
      long from = at;
      QueueOperations.Progress progress = call(tx -> step.from(tx, from));
      count += progress.count();
      at = progress.at();
      more = progress.more();
    }
    return count;
  }

  @Override
  public Pushes pushes() {
    return call(tx -> tx.queues().pushes());
  }

  @Override
  public void drain(boolean on) {
    run(tx -> tx.query("drain").set("draining", on).run());
  }

  @Override
  public void dismiss() {
    waiters.dismiss();
    watches.dismiss().forEach(calls::make);
  }

  @Override
  public Backup backup() {
    throw Refusal.of(
            Refusal.Reason.NO_BACKUP, "Copies of a database are made with its own tools: pg_dump.")
        .asException();
  }

  @Override
  public Export export() {
    call(Transaction::now);
    return whole::sayTo;
  }

  @Override
  public void restore(Iterator<Kept> from) {
    whole.restore(from);
  }

  @Override
  public Readiness readiness() {
    try {
      return call(Transaction::isDraining) ? Readiness.DRAINING : Readiness.READY;
    } catch (RefusedException e) {
      return Readiness.UNAVAILABLE;
    }
  }

  @Override
  public List<ScheduleState> schedules() {
    return call(tx -> new Schedules(tx, calendar).all());
  }

  @Override
  public ScheduleState schedule(String name) {
    return call(tx -> new Schedules(tx, calendar).get(name));
  }

  @Override
  public ScheduleState schedule(Schedule schedule) {
    return call(tx -> new Schedules(tx, calendar).put(schedule));
  }

  @Override
  public void unschedule(String name) {
    run(tx -> new Schedules(tx, calendar).remove(name));
  }

  @Override
  public Stats stats() {
    return call(
        tx -> {
          Map<JobStatus, Long> counts = tx.queues().countedByStatus();
          Duration uptime = Duration.ofMillis(tx.now() - openedAt);
          return new Stats(counts, waiters.count(), tx.isDraining(), uptime);
        });
  }

  @Override
  public Events listen(Runnable wake) {
    return events.listen(wake);
  }

  /** If the database cannot be used, whoever waits hears of it: it has no time either. */
  @Override
  public long tick() {
    try {
      return pass();
    } catch (RefusedException e) {
      waiters.refuse(e);
      watches.refused(e).forEach(calls::make);
      throw e;
    }
  }

  private long pass() {
    long due = clockwork.tick();
    tellOfOthers();
    return Math.min(due, waiters.opensAt());
  }

  /** Sees what other servers did that somebody here waits for. */
  private void lookElsewhere() {
    waiters.serve();
    tellOfOthers();
  }

  private void tellOfOthers() {
    watches.finished(watches.finishedElsewhere()).forEach(calls::make);
    if (events.hasListeners() && events.hasMore()) {
      events.listeners().forEach(calls::make);
    }
  }

  @Override
  public void close() {
    wakeups.close();
    dismiss();
  }
}
