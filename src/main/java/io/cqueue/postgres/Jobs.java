package io.cqueue.postgres;

import io.cqueue.jdbc.Query;
import io.cqueue.jdbc.Row;
import io.cqueue.jdbc.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that one transaction has locked, each there once, and what is to be written of them. Not
 * thread-safe.
 */
final class Jobs {

  private record Group(String queue, String name) implements Comparable<Group> {

    @Override
    public int compareTo(Group other) {
      int byQueue = queue.compareTo(other.queue);
      return byQueue != 0 ? byQueue : name.compareTo(other.name);
    }
  }

  private record Block(long job, long waitsFor) {}

  private final Transaction tx;
  private final Map<Long, JobRow> locked = new HashMap<>();
  private final List<JobRow> added = new ArrayList<>();
  private final Set<JobRow> changed = new LinkedHashSet<>();
  private final List<Block> blocks = new ArrayList<>();
  private final Set<Long> unblocked = new TreeSet<>();
  private final Set<Group> groups = new TreeSet<>();

  /** Jobs that have come to their end, of which nothing has followed yet. */
  private List<JobRow> ended = new ArrayList<>();

  private boolean settling;

  private final Set<Long> finished = new TreeSet<>();

  Jobs(Transaction tx) {
    this.tx = tx;
  }

  /** IDs for so many new jobs, ascending. */
  List<Long> nextIds(int count) {
    return tx.query("next_ids").set("count", count).list(row -> row.number("id"));
  }

  void add(JobRow job) {
    added.add(job);
    // No other transaction sees it: that is as good as a lock.
    locked.put(job.id, job);
  }

  /** The jobs with these IDs that there are, locked. */
  Map<Long, JobRow> lock(Collection<Long> ids) {
    Set<Long> missing = new TreeSet<>(ids);
    missing.removeAll(locked.keySet());
    if (!missing.isEmpty()) {
      adopt(tx.query("lock_jobs").ids("ids", missing));
    }
    return locked;
  }

  @Nullable JobRow lock(long id) {
    return lock(List.of(id)).get(id);
  }

  /** The jobs that a query finds and locks. */
  List<JobRow> adopt(Query query) {
    return query.list(this::adopt);
  }

  /** A job that was found and locked. */
  JobRow adopt(Row row) {
    long id = row.number("id");
    JobRow known = locked.get(id);
    if (known != null) {
      return known;
    }
    JobRow job = new JobRow(row);
    locked.put(id, job);
    return job;
  }

  /** It is not as it was. */
  void changed(JobRow job) {
    changed.add(job);
  }

  /** A job of a group came to wait, waits no longer, or let the group go. */
  void regroup(JobRow job) {
    String group = job.options.group();
    if (group != null) {
      tx.locks().need(NameLocks.ofGroup(job.queue, group));
      groups.add(new Group(job.queue, group));
    }
  }

  /** A new job waits for another. */
  void block(long job, long waitsFor) {
    blocks.add(new Block(job, waitsFor));
  }

  /** It waits for no other job any more. */
  void unblocked(JobRow job) {
    unblocked.add(job.id);
  }

  /**
   * The unfinished job with this unique key, as it is by now, among those that are locked; null if
   * there is none of these.
   */
  @Nullable JobRow holder(String queue, String key) {
    return locked.values().stream()
        .filter(job -> key.equals(job.options.uniqueKey()))
        .filter(job -> job.queue.equals(queue) && !job.status.isFinished())
        .findFirst()
        .orElse(null);
  }

  /** Whether there is a job with this ID among those that are locked. */
  boolean isLocked(long id) {
    return locked.containsKey(id);
  }

  /**
   * A job has been finished.
   *
   * @param ends whether it was not before: one that failed can be cancelled
   */
  void finished(JobRow job, boolean ends) {
    finished.add(job.id);
    if (ends) {
      ended.add(job);
    }
  }

  /**
   * The jobs that ended since this was asked the last time; none while what follows from others is
   * being done, since whoever does it comes back.
   */
  List<JobRow> takeEnded() {
    if (settling) {
      return List.of();
    }
    List<JobRow> taken = ended;
    ended = new ArrayList<>();
    settling = !taken.isEmpty();
    return taken;
  }

  /** What follows from the jobs that ended has been done. */
  void settledEnded() {
    settling = false;
  }

  /** All jobs that were finished. */
  Set<Long> finished() {
    return finished;
  }

  boolean isUntouched() {
    return added.isEmpty() && changed.isEmpty();
  }

  void write() {
    // What has changed may free a unique key that a new job has.
    if (!changed.isEmpty()) {
      Rows update = tx.later("update_job");
      changed.forEach(job -> job.update(update));
    }
    if (!added.isEmpty()) {
      Rows insert = tx.later("insert_job");
      added.forEach(job -> job.insert(insert));
    }
    if (!blocks.isEmpty()) {
      Rows insert = tx.later("insert_block");
      blocks.forEach(block -> insert.set("waits_for", block.waitsFor).set("job", block.job));
    }
    if (!unblocked.isEmpty()) {
      Rows delete = tx.later("delete_blocks");
      unblocked.forEach(id -> delete.set("ids", id));
    }
    if (!groups.isEmpty()) {
      tx.catchUp();
    }
    for (Group group : groups) {
      for (String step : List.of("withdraw", "offer")) {
        tx.query(step).set("queue", group.queue).set("job_group", group.name).run();
      }
    }
  }
}
