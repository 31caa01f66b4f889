package io.cqueue.sqlite;

import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobStatus;
import io.cqueue.core.KeptJob;
import io.cqueue.core.QueueSettings;
import io.cqueue.jdbc.Codes;
import io.cqueue.jdbc.Columns;
import io.cqueue.jdbc.Packed;
import io.cqueue.jdbc.Query;
import io.cqueue.jdbc.Sql;
import io.cqueue.memory.Change;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes into the tables. Its statements are prepared once and live as long as the
 * connection. Not thread-safe.
 */
final class ChangeWriter {

  private static final String PLAIN = "insert_plain_job";

  /** What jobs that come by one call have in common as like as not. */
  private static final List<String> ORIGIN = List.of("queue", "type", "priority", "enqueued_at");

  /** Of many jobs, so many go into the tables at once: each statement costs more than its rows. */
  private static final int ROWS = 50;

  private final Connection connection;
  private final Map<String, Query> prepared = new HashMap<>();

  ChangeWriter(Connection connection) {
    this.connection = connection;
  }

  private Query query(String name) {
    return prepared.computeIfAbsent(
        name, any -> new Query(connection, Sql.beside(SqliteLog.class, name)));
  }

  private Query many(String name, List<String> same) {
    return prepared.computeIfAbsent(
        "many of " + name + same,
        any -> new Query(connection, Sql.beside(SqliteLog.class, name).times(ROWS, same)));
  }

  /** Writes all of them, in order, into the present transaction. */
  void write(List<Change> changes) {
    Change.Counted last = null;
    List<KeptJob> added = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.Counted counted) {
        // Many calls share a commit, each with its own.
        last = counted;
      } else if (change instanceof Change.Added one) {
        added.add(one.job());
      } else {
        add(added);
        added.clear();
        write(change);
      }
    }
    add(added);
    if (last != null) {
      query("count").set("last_id", last.lastId()).set("last_event", last.lastEvent()).again();
    } else if (changes.isEmpty()) {
      // Only a commit that writes something is flushed.
      query("touch").again();
    }
  }

  private void write(Change change) {
    if (change instanceof Change.Changed changed) {
      saveState(changed.job());
    } else if (change instanceof Change.Forgotten forgotten) {
      forget(forgotten.id());
    } else if (change instanceof Change.Configured configured) {
      configure(configured);
    } else if (change instanceof Change.Batched batched) {
      Columns.batch(query("save_batch"), batched.batch()).again();
    } else if (change instanceof Change.Unbatched unbatched) {
      query("delete_batch").set("id", unbatched.id()).again();
    } else if (change instanceof Change.Scheduled scheduled) {
      Columns.schedule(query("save_schedule"), scheduled.state()).again();
    } else if (change instanceof Change.Unscheduled unscheduled) {
      query("delete_schedule").set("name", unscheduled.name()).again();
    } else if (change instanceof Change.Answered answered) {
      query("save_enqueue_answer")
          .set("key", answered.key())
          .set("fingerprint", answered.fingerprint())
          .set("jobs", Pairs.ofEnqueued(answered.jobs()))
          .set("until", answered.until())
          .again();
    } else if (change instanceof Change.HandedOut handedOut) {
      query("save_dequeue_answer")
          .set("key", handedOut.key())
          .set("jobs", Pairs.ofHeld(handedOut.jobs()))
          .set("until", handedOut.until())
          .again();
    } else {
      throw new IllegalArgumentException("cannot be written: " + change);
    }
  }

  private void add(List<KeptJob> jobs) {
    Map<Boolean, List<KeptJob>> byPlainness =
        jobs.stream().collect(Collectors.partitioningBy(ChangeWriter::isPlain));
    insert(PLAIN, byPlainness.getOrDefault(true, List.of()), ChangeWriter::setPlain);
    insert("insert_job", byPlainness.getOrDefault(false, List.of()), ChangeWriter::set);
    for (KeptJob job : jobs) {
      if (job.history().job().attempt() > 0) {
        // A consumer had waited for it.
        saveState(job);
      }
    }
  }

  private void insert(String name, List<KeptJob> jobs, BiConsumer<Query, KeptJob> setter) {
    int many = jobs.size() - jobs.size() % ROWS;
    for (int first = 0; first < many; first += ROWS) {
      insertMany(name, jobs.subList(first, first + ROWS), setter);
    }
    for (KeptJob job : jobs.subList(many, jobs.size())) {
      Query query = query(name);
      setter.accept(query, job);
      query.again();
    }
  }

  private void insertMany(String name, List<KeptJob> jobs, BiConsumer<Query, KeptJob> setter) {
    Query query;
    if (name.equals(PLAIN) && areAlike(jobs)) {
      query = many(name, ORIGIN);
      setOrigin(query.row(0), jobs.get(0));
      for (int row = 0; row < ROWS; row++) {
        setOwn(query.row(row), jobs.get(row));
      }
    } else {
      query = many(name, List.of());
      for (int row = 0; row < ROWS; row++) {
        setter.accept(query.row(row), jobs.get(row));
      }
    }
    query.again();
  }

  /** Whether they came at once, to the same queue, and are of the same kind. */
  private static boolean areAlike(List<KeptJob> jobs) {
    Job first = jobs.get(0).history().job();
    return jobs.stream()
        .map(kept -> kept.history().job())
        .allMatch(
            job ->
                job.queue().equals(first.queue())
                    && job.type().equals(first.type())
                    && job.priority() == first.priority()
                    && job.enqueuedAt().equals(first.enqueuedAt()));
  }

  /** Whether it waits for a consumer, and has a payload at most. */
  private static boolean isPlain(KeptJob kept) {
    Job job = kept.history().job();
    return job.status() == JobStatus.QUEUED
        && job.attempt() == 0
        && kept.runAt() == 0
        && job.expiresAt() == null
        && job.options().isNone();
  }

  private static void setPlain(Query query, KeptJob kept) {
    setOrigin(query, kept);
    setOwn(query, kept);
  }

  private static void setOrigin(Query query, KeptJob kept) {
    Job job = kept.history().job();
    query
        .set("queue", job.queue())
        .set("type", job.type())
        .set("priority", job.priority())
        .set("enqueued_at", job.enqueuedAt().toEpochMilli());
  }

  private static void setOwn(Query query, KeptJob kept) {
    Job job = kept.history().job();
    query.set("id", job.id()).set("payload", Packed.bytes(job.payload()));
  }

  private static void set(Query query, KeptJob kept) {
    Job job = kept.history().job();
    Packed.options(query, job.options());
    query
        .set("id", job.id())
        .set("queue", job.queue())
        .set("type", job.type())
        .set("priority", job.priority())
        .set("status", Codes.of(job.status()))
        .set("reason", job.reason())
        .set("enqueued_at", job.enqueuedAt().toEpochMilli())
        .set("run_at", kept.runAt())
        .set("expires_at", Packed.millis(job.expiresAt()))
        .set("finished_at", Packed.millis(job.concludedAt()))
        .set("finished_as", kept.finishedAs())
        .set("payload", Packed.bytes(job.payload()));
  }

  private void saveState(KeptJob kept) {
    Job job = kept.history().job();
    Job.Run run = job.run();
    Attempt attempt = last(kept.history());
    Query query = query("save_state");
    Columns.errorWithStack(query, run == null ? null : run.error());
    query
        .set("id", job.id())
        .set("queue", job.queue())
        .set("priority", job.priority())
        .set("status", Codes.of(job.status()))
        .set("reason", job.reason())
        .set("run_at", kept.runAt())
        .set("expires_at", Packed.millis(job.expiresAt()))
        .set("holds_group", kept.holdsGroup())
        .set("attempt", job.attempt())
        .set("spent", kept.spent())
        .set("finished_at", Packed.millis(job.concludedAt()))
        .set("finished_as", kept.finishedAs())
        .set("consumer", job.consumer())
        .set("dequeued_at", run == null ? null : Packed.millis(run.dequeuedAt()))
        .set("lease_until", run == null ? null : Packed.millis(run.leaseExpiresAt()))
        .set("attempt_lease", kept.leaseMillis())
        .set("ended_at", attempt == null ? null : Packed.millis(attempt.endedAt()))
        .set("outcome", attempt == null ? null : Codes.code(attempt.outcome()))
        .set("progress", run == null ? null : Packed.bytes(run.progress()))
        .set("result", run == null ? null : Packed.bytes(run.result()))
        .again();
    saveEarlier(kept.history());
  }

  private static @Nullable Attempt last(JobHistory history) {
    List<Attempt> attempts = history.attempts();
    return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
  }

  /** Those that are there already stay as they are. */
  private void saveEarlier(JobHistory history) {
    List<Attempt> attempts = history.attempts();
    if (attempts.size() < 2) {
      return;
    }
    long job = history.job().id();
    for (Attempt attempt : attempts.subList(0, attempts.size() - 1)) {
      Columns.error(query("save_attempt"), attempt.error())
          .set("job", job)
          .set("number", attempt.number())
          .set("consumer", attempt.consumer())
          .set("dequeued_at", attempt.dequeuedAt().toEpochMilli())
          .set("ended_at", Packed.millis(attempt.endedAt()))
          .set("outcome", Codes.code(attempt.outcome()))
          .again();
    }
    query("forget_attempts").set("job", job).set("first", attempts.get(0).number()).again();
  }

  private void forget(long id) {
    query("delete_job").set("id", id).again();
    query("delete_state").set("id", id).again();
    query("delete_attempts").set("id", id).again();
  }

  private void configure(Change.Configured configured) {
    if (configured.settings().equals(QueueSettings.DEFAULT)) {
      query("delete_queue").set("name", configured.queue()).again();
    } else {
      Query query = query("save_queue").set("name", configured.queue());
      Columns.settings(query, configured.settings()).real("evenly", configured.evenly()).again();
    }
  }

  /** Forgets the answers that nobody may ask for again. */
  void forgetAnswers(long now) {
    query("forget_enqueue_answers").set("now", now).again();
    query("forget_dequeue_answers").set("now", now).again();
  }
}
