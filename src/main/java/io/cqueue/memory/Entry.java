package io.cqueue.memory;

import io.cqueue.core.Job;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.KeptJob;
import io.cqueue.core.NewJob;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as the queue keeps it: flat, since there may be millions. Only {@link Life} changes its
 * status. When the job is forgotten the entry may become another: see {@link Spares}. Times are in
 * milliseconds since 1970, 0 for none. Guarded by the lock of the queue.
 */
final class Entry implements Timed {

  private final Life life;

  // What stays as it is as long as it is the same job.
  long id;
  String type;
  JobOptions options;
  long enqueuedAt;
  private byte @Nullable [] payload;

  long expiresAt;

  NamedQueue queue;
  JobStatus status;
  byte priority;
  int attempt;

  /** How much of the room it has taken. */
  int charged;

  long runAt;
  @Nullable Work work;

  // Links: see JobList. A job is in one list of its queue, and in at most one other.
  @Nullable Entry next;
  @Nullable Entry previous;
  @Nullable Entry otherNext;
  @Nullable Entry otherPrevious;

  /** Whether it came to wait out of order: see Lane. */
  boolean late;

  /** Whether the change log knows of it, and whether it has to hear of a change: see Changes. */
  boolean kept;

  boolean touched;

  private long due;
  private int slot = -1;

  Entry(long id, NewJob job, String type, NamedQueue queue, Life life, long now) {
    this.life = life;
    become(id, job, type, queue, now);
  }

  /** A job as it was kept. Whoever makes it puts it in its place. */
  Entry(KeptJob kept, String type, NamedQueue queue, Life life) {
    Job job = kept.history().job();
    this.id = job.id();
    this.type = type;
    this.options = job.options();
    this.enqueuedAt = job.enqueuedAt().toEpochMilli();
    this.runAt = kept.runAt();
    this.expiresAt = job.expiresAt() == null ? 0 : job.expiresAt().toEpochMilli();
    this.payload = job.payload() == null ? null : job.payload().utf8();
    this.priority = (byte) job.priority();
    this.queue = queue;
    this.status = job.status();
    this.life = life;
    this.attempt = job.attempt();
    this.work = Work.of(kept);
  }

  /** Becomes a new job: of what it was before nothing is left but the links, which are loose. */
  void become(long id, NewJob job, String type, NamedQueue queue, long now) {
    this.id = id;
    this.type = type;
    this.options = job.options();
    this.enqueuedAt = now;
    this.runAt = job.start() == null ? 0 : job.start().resolve(now);
    this.expiresAt = job.end() == null ? 0 : Math.max(1, job.end().resolve(now));
    this.payload = job.payload() == null ? null : job.payload().utf8();
    this.priority = (byte) job.priority();
    this.queue = queue;
    this.status = JobStatus.QUEUED;
    this.attempt = 0;
    this.charged = 0;
    this.work = null;
    this.late = false;
    this.kept = false;
  }

  /** Lets go of all that can be large. */
  void clear() {
    options = JobOptions.NONE;
    payload = null;
    work = null;
  }

  /** The job with all that has to be known to go on with it. */
  KeptJob keep() {
    return new KeptJob(
        history(),
        runAt,
        work == null ? 0 : work.spent,
        work == null ? 0 : work.leaseMillis,
        queue.isHeldBy(this),
        status.isFinished() && work != null ? work.finishedAs : 0);
  }

  @Nullable JsonValue payload() {
    return payload == null ? null : new JsonValue(payload);
  }

  /** What became of it, from now on at the latest. */
  Work work() {
    if (work == null) {
      work = new Work();
    }
    return work;
  }

  Job snapshot() {
    return new Job(
        id,
        queue.name,
        type,
        status,
        priority,
        payload(),
        options,
        Instant.ofEpochMilli(enqueuedAt),
        status == JobStatus.SCHEDULED ? Instant.ofEpochMilli(runAt) : null,
        expiresAt == 0 ? null : Instant.ofEpochMilli(expiresAt),
        attempt,
        work == null ? null : work.snapshot(),
        status.isFinished() && work != null ? Instant.ofEpochMilli(work.finishedAt) : null,
        work == null ? null : work.reason);
  }

  JobHistory history() {
    return new JobHistory(snapshot(), work == null ? List.of() : work.attempts(attempt));
  }

  /** About how many bytes of heap it takes. */
  int weight() {
    return (int) Math.min(Integer.MAX_VALUE, exactWeight());
  }

  private long exactWeight() {
    return Weight.JOB
        + (payload == null ? 0 : Weight.of(payload))
        + Weight.of(options)
        + (work == null ? 0 : work.weight());
  }

  void due(long when) {
    due = when;
  }

  @Override
  public long due() {
    return due;
  }

  @Override
  public long tie() {
    return id;
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public void slot(int where) {
    slot = where;
  }

  @Override
  public void run(long now) {
    life.due(this, now);
  }
}
