package io.cqueue.postgres;

import io.cqueue.core.JobCounters;
import io.cqueue.core.QueueCounters;
import io.cqueue.jdbc.Query;
import io.cqueue.jdbc.Row;
import io.cqueue.jdbc.Rows;
import io.cqueue.jdbc.Script;
import io.cqueue.jdbc.Sql;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, and what belongs to it. Not thread-safe.
 *
 * <p>What keeps transactions apart, in the order in which locks are taken: names of groups and
 * unique keys ({@link NameLocks}), rows of jobs in the order of their IDs, rows of queues that have
 * limits, rows of batches in the order of their IDs. Handing out takes jobs with {@code skip
 * locked}, so it waits for none, and needs no names: a job of a group can be had only while its
 * flag {@code ready} is set, which is done under the lock of the group. Whatever order remains that
 * two transactions can have differently, PostgreSQL notices, and {@link Database} runs one of them
 * again.
 */
final class Transaction {

  private static final Sql STATE_AND_JOBS = sql("state").then(sql("lock_jobs"));

  private final Connection connection;
  private final long now;
  private final boolean draining;
  private final @Nullable Long nextDue;
  private final Tally tally = new Tally();
  private final Journal journal;
  private final NameLocks locks;
  private final QueueRows queues;
  private final Jobs jobs;
  private final BatchRows batches;
  private final Script script = new Script();
  private final List<Consumer<JobCounters>> counted = new ArrayList<>();
  private boolean touched;

  Transaction(
      Connection connection, @Nullable Long clock, KnownSettings settings, Opening opening) {
    this.connection = connection;
    this.locks = new NameLocks(connection);
    this.jobs = new Jobs(this);
    locks.take(opening.names());
    State state = open(clock, opening.jobs());
    this.now = state.now;
    this.draining = state.draining;
    this.nextDue = state.nextDue;
    this.journal = new Journal(state.recordingUntil > now, tally);
    this.queues = new QueueRows(this, settings.of(this, state.settingsVersion));
    this.batches = new BatchRows(this);
  }

  /** Learns how things stand, and locks jobs in the same breath. */
  private State open(@Nullable Long clock, Set<Long> ids) {
    if (ids.isEmpty()) {
      return query("state").set("now", clock).first(State::new).orElseThrow();
    }
    List<State> state = new ArrayList<>(1);
    new Query(connection, STATE_AND_JOBS)
        .set("now", clock)
        .ids("ids", ids)
        .each(row -> state.add(new State(row)), jobs::adopt);
    return state.get(0);
  }

  private static final class State {
    private final long now;
    private final boolean draining;
    private final long recordingUntil;
    private final long settingsVersion;
    private final @Nullable Long nextDue;

    private State(Row row) {
      now = row.number("now");
      draining = row.flag("draining");
      recordingUntil = row.number("recording_until");
      settingsVersion = row.number("settings_version");
      nextDue = earlier(row.maybeNumber("due_at"), row.maybeNumber("schedule_at"));
    }

    private static @Nullable Long earlier(@Nullable Long a, @Nullable Long b) {
      return a == null || b == null ? (a == null ? b : a) : (Long) Math.min(a, b);
    }
  }

  private static Sql sql(String name) {
    return Sql.beside(PostgresJobQueue.class, name);
  }

  Query query(String name) {
    return new Query(connection, sql(name));
  }

  /** The rows for a statement that is executed later, after those that were asked for before. */
  Rows later(String name) {
    return script.add(sql(name));
  }

  /** Executes what was to be executed later. */
  void catchUp() {
    script.run(connection);
  }

  /** What time it is, the same for all of the transaction. */
  long now() {
    return now;
  }

  boolean isDraining() {
    return draining;
  }

  /** When something happens by itself, as far as the database knows; null for never. */
  @Nullable Long nextDue() {
    return nextDue;
  }

  Tally tally() {
    return tally;
  }

  Journal journal() {
    return journal;
  }

  NameLocks locks() {
    return locks;
  }

  QueueRows queues() {
    return queues;
  }

  Jobs jobs() {
    return jobs;
  }

  BatchRows batches() {
    return batches;
  }

  /** Counts something at this server, once all this is done. */
  void count(String queue, Consumer<QueueCounters> what) {
    counted.add(counters -> what.accept(counters.of(queue)));
  }

  /** What is to be counted. */
  List<Consumer<JobCounters>> counted() {
    return counted;
  }

  /** Something else than a job changed, so that jobs may be available that were not before. */
  void touch() {
    touched = true;
  }

  boolean hasChanged() {
    return touched || !jobs.isUntouched();
  }

  /** What writes all that changed: to be executed with the commit. */
  Script changes() {
    // It may add jobs.
    batches.write();
    jobs.write();
    tally.write(this);
    journal.write(this);
    return script;
  }
}
