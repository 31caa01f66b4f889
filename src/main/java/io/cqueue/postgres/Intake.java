package io.cqueue.postgres;

import io.cqueue.core.Batch;
import io.cqueue.core.Enqueued;
import io.cqueue.core.EnqueuedBatch;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Refusal;
import io.cqueue.jdbc.Codes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes on new jobs, all that are asked for at once or none. Not thread-safe. */
final class Intake {

  private record Key(String queue, String key) {

    static @Nullable Key of(NewJob job) {
      String key = job.options().uniqueKey();
      return key == null ? null : new Key(job.queue(), key);
    }
  }

  private final Transaction tx;
  private final Life life;

  Intake(Transaction tx) {
    this.tx = tx;
    this.life = new Life(tx);
  }

  /** Whether nothing but the depth of its queue can keep it from being taken on. */
  static boolean isPlain(NewJob job) {
    JobOptions options = job.options();
    return options.uniqueKey() == null && options.group() == null && options.after().isEmpty();
  }

  /** The names to lock before these jobs can be taken on. */
  static Set<String> names(Collection<NewJob> jobs) {
    Set<String> names = new TreeSet<>();
    for (NewJob job : jobs) {
      JobOptions options = job.options();
      if (options.uniqueKey() != null) {
        names.add(NameLocks.ofUniqueKey(job.queue(), options.uniqueKey()));
      }
      if (options.group() != null) {
        names.add(NameLocks.ofGroup(job.queue(), options.group()));
      }
    }
    return names;
  }

  List<Enqueued> enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key) {
    return answer(key, () -> enqueue(jobs));
  }

  EnqueuedBatch enqueue(NewBatch batch, @Nullable IdempotencyKey key) {
    return EnqueuedBatch.of(answer(key, () -> enqueue(batch).asList()));
  }

  private List<Enqueued> answer(@Nullable IdempotencyKey key, Supplier<List<Enqueued>> enqueue) {
    if (key == null) {
      return enqueue.get();
    }
    Answers answers = new Answers(tx);
    List<Enqueued> before = answers.claimEnqueue(key);
    if (before != null) {
      return before;
    }
    List<Enqueued> added = enqueue.get();
    answers.saveEnqueue(key, added);
    return added;
  }

  /** What has to be known of jobs that can be taken on. */
  private record Accepted(Map<Key, Long> twins, Map<Long, JobStatus> named) {}

  private List<Enqueued> enqueue(List<NewJob> jobs) {
    Accepted accepted = accept(jobs);
    List<Enqueued> added = add(jobs, accepted.twins, accepted.named);
    life.settleEnded();
    return added;
  }

  private EnqueuedBatch enqueue(NewBatch asked) {
    Accepted accepted = accept(asked.jobs());
    long id = tx.jobs().nextIds(1).get(0);
    EnqueuedBatch added =
        new EnqueuedBatch(id, add(asked.jobsOf(id), accepted.twins, accepted.named));
    tx.batches().add(Batch.of(id, asked, added.added(), Instant.ofEpochMilli(tx.now())));
    life.settleEnded();
    return added;
  }

  /** All that can be refused is, before anything is changed. */
  private Accepted accept(List<NewJob> jobs) {
    if (tx.isDraining()) {
      throw Refusal.of(Refusal.Reason.DRAINING, "The server takes on no more jobs.").asException();
    }
    Map<Key, Long> twins = twins(jobs);
    Map<Long, JobStatus> named = dependencies(jobs);
    requireDepth(jobs, twins.keySet());
    return new Accepted(twins, named);
  }

  /** Adds a job about which nobody is asked any more: another one that was taken on named it. */
  void addAccepted(NewJob job) {
    add(List.of(job), twins(List.of(job)), Map.of());
  }

  /** Unfinished jobs that have the unique keys of these. */
  private Map<Key, Long> twins(List<NewJob> jobs) {
    List<Key> keys = jobs.stream().map(Key::of).filter(Objects::nonNull).distinct().toList();
    Map<Key, Long> twins = new HashMap<>(0);
    if (!keys.isEmpty()) {
      keys.forEach(key -> tx.locks().need(NameLocks.ofUniqueKey(key.queue, key.key)));
      tx.query("twins")
          .texts("queues", keys.stream().map(Key::queue).toList())
          .texts("keys", keys.stream().map(Key::key).toList())
          .list(
              row ->
                  twins.put(new Key(row.text("queue"), row.text("unique_key")), row.number("id")));
      // What this transaction has done is not in the tables yet.
      twins.values().removeIf(tx.jobs()::isLocked);
      for (Key key : keys) {
        JobRow holder = tx.jobs().holder(key.queue, key.key);
        if (holder != null) {
          twins.put(key, holder.id);
        }
      }
    }
    return twins;
  }

  private void requireDepth(List<NewJob> jobs, Set<Key> twins) {
    Map<String, Integer> more = new TreeMap<>();
    Set<Key> keys = new HashSet<>(twins);
    for (NewJob job : jobs) {
      if (tx.queues().settings(job.queue()).maxDepth() > 0) {
        Key key = Key.of(job);
        if (key == null || keys.add(key)) {
          more.merge(job.queue(), 1, Integer::sum);
        }
      }
    }
    if (!more.isEmpty()) {
      tx.queues().lock(more.keySet());
      more.forEach((queue, count) -> requireDepth(tx, queue, count));
    }
  }

  /** Requires room for so many more in a queue that is locked if it has a limit. */
  static void requireDepth(Transaction tx, String queue, int more) {
    QueueSettings settings = tx.queues().settings(queue);
    if (settings.maxDepth() == 0) {
      return;
    }
    long unfinished = tx.queues().counted(queue).unfinished();
    if (unfinished + more > settings.maxDepth()) {
      throw Refusal.of(
              Refusal.Reason.QUEUE_FULL,
              "Queue "
                  + queue
                  + " has "
                  + unfinished
                  + " jobs of at most "
                  + settings.maxDepth()
                  + ".")
          .asException();
    }
  }

  /** How the jobs stand that these are to come after; locked, so that none ends meanwhile. */
  private Map<Long, JobStatus> dependencies(List<NewJob> jobs) {
    Set<Long> ids = new TreeSet<>();
    jobs.forEach(job -> ids.addAll(job.options().after()));
    Map<Long, JobStatus> named = new HashMap<>(0);
    if (!ids.isEmpty()) {
      tx.query("dependencies")
          .ids("ids", ids)
          .list(row -> named.put(row.number("id"), Codes.status(row.integer("status"))));
    }
    for (Long id : ids) {
      if (!named.containsKey(id)) {
        throw Refusal.unknownDependency(id).asException();
      }
    }
    return named;
  }

  private List<Enqueued> add(List<NewJob> jobs, Map<Key, Long> twins, Map<Long, JobStatus> named) {
    // One that is cancelled at once does not keep its key, so an ID may be needed for each.
    List<NewJob> fresh = new ArrayList<>();
    Set<Key> keys = new HashSet<>(twins.keySet());
    for (NewJob job : jobs) {
      Key key = Key.of(job);
      if (key == null || !keys.contains(key)) {
        fresh.add(job);
        if (key != null && !isCancelledAtOnce(job, named)) {
          keys.add(key);
        }
      }
    }
    List<Long> ids = fresh.isEmpty() ? List.of() : tx.jobs().nextIds(fresh.size());
    List<Enqueued> added = new ArrayList<>(jobs.size());
    Map<Long, List<Long>> blocks = new TreeMap<>();
    int next = 0;
    for (NewJob job : jobs) {
      Key key = Key.of(job);
      Long twin = key == null ? null : twins.get(key);
      if (twin != null) {
        added.add(new Enqueued(twin, false));
        continue;
      }
      JobRow row = begin(ids.get(next), job, named);
      next++;
      if (key != null && !row.status.isFinished()) {
        twins.put(key, row.id);
      }
      if (row.status == JobStatus.BLOCKED) {
        blocks.put(row.id, open(job.options(), named));
      }
      added.add(new Enqueued(row.id, true));
    }
    block(blocks);
    return added;
  }

  private boolean isCancelledAtOnce(NewJob job, Map<Long, JobStatus> named) {
    return isInVain(job.options(), named) || isExpired(job);
  }

  private boolean isExpired(NewJob job) {
    return job.end() != null && job.end().resolve(tx.now()) <= tx.now();
  }

  /** Whether a job that it is to come after failed. */
  private static boolean isInVain(JobOptions options, Map<Long, JobStatus> named) {
    return options.after().stream()
        .map(named::get)
        .anyMatch(status -> status == JobStatus.FAILED || status == JobStatus.CANCELLED);
  }

  /** The jobs that it is to wait for. */
  private static List<Long> open(JobOptions options, Map<Long, JobStatus> named) {
    return options.after().stream()
        .filter(id -> !Objects.requireNonNull(named.get(id)).isFinished())
        .toList();
  }

  private JobRow begin(long id, NewJob job, Map<Long, JobStatus> named) {
    JobRow row = new JobRow(id, job, tx.now());
    row.missing = open(job.options(), named).size();
    if (isInVain(job.options(), named)) {
      row.status = JobStatus.CANCELLED;
      row.reason = Life.DEPENDENCY_FAILED;
    } else if (isExpired(job)) {
      row.status = JobStatus.CANCELLED;
      row.reason = Life.EXPIRED;
    } else if (row.missing > 0) {
      row.status = JobStatus.BLOCKED;
    } else if (row.runAt != null && row.runAt > tx.now()) {
      row.status = JobStatus.SCHEDULED;
    }
    life.begin(row);
    return row;
  }

  private void block(Map<Long, List<Long>> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    Set<Long> awaited = new TreeSet<>();
    blocks.forEach(
        (job, others) -> {
          awaited.addAll(others);
          others.forEach(other -> tx.jobs().block(job, other));
        });
    tx.query("mark_awaited").ids("ids", awaited).run();
  }
}
