package io.cqueue.memory;

import io.cqueue.core.Attempt;
import io.cqueue.core.Dequeue;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobError;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Move;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The life of a job: every change of status, with all that follows from it. Nothing else changes
 * one. Guarded by the lock of the queue.
 */
final class Life {

  /** Why a job was called off by itself: see the contract. */
  static final String EXPIRED = "expired";

  static final String DEPENDENCY_FAILED = "dependency-failed";

  private static final JobError LEASE_OVER =
      new JobError("The consumer's lease ran out.", JobError.LEASE_EXPIRED, null);

  final JobTable table;
  final Room room;
  final Changes changes;
  final Spares spares = new Spares();
  final Newcomers newcomers = new Newcomers(this);
  final Batches batches;

  private final Timers timers;
  private final EventLog events;
  private final Watches watches;
  private final int maxFinished;
  private final Queues queues;
  private final Dependents dependents = new Dependents();
  private final JobList finished = new JobList(JobList.Side.OTHER);

  private final Counts counts = new Counts();

  /** Jobs that have come to their end, of which nothing has followed yet. */
  private final ArrayDeque<Entry> ended = new ArrayDeque<>();

  private boolean settlingEnded;
  private long lastFinished;

  Life(
      JobTable table,
      Room room,
      Changes changes,
      Timers timers,
      EventLog events,
      Watches watches,
      Awaited.ToServe toServe,
      JobCounters counters,
      int maxFinished) {
    this.table = table;
    this.room = room;
    this.changes = changes;
    this.timers = timers;
    this.events = events;
    this.watches = watches;
    this.maxFinished = maxFinished;
    this.batches = new Batches(this, timers);
    this.queues = new Queues(timers, toServe, this, counters);
  }

  Queues queues() {
    return queues;
  }

  Dependents dependents() {
    return dependents;
  }

  /** A job begins its life in the status that it has; {@link #settleEnded} is to come. */
  void begin(Entry entry, long now) {
    table.add(entry);
    entry.queue.enqueued.mark(now);
    entry.queue.counters().enqueued();
    if (entry.options.uniqueKey() != null && !entry.status.isFinished()) {
      entry.queue.uniqueKeys.put(entry.options.uniqueKey(), entry);
    }
    enter(entry);
    if (entry.status.isFinished()) {
      finish(entry, true, now);
      batches.moved(entry, JobStatus.QUEUED, entry.status);
    }
    events.add(entry, now);
  }

  /** A job goes on with its life where it was, once all those with lower IDs do. */
  void resume(Entry entry, boolean holdsGroup) {
    table.add(entry);
    if (entry.options.uniqueKey() != null && !entry.status.isFinished()) {
      entry.queue.uniqueKeys.put(entry.options.uniqueKey(), entry);
    }
    if (!entry.status.isFinished()) {
      enter(entry);
    }
    if (holdsGroup) {
      entry.queue.holdGroup(entry);
    }
  }

  /** The same for one that is finished, once all do that were finished before. */
  void resumeFinished(Entry entry) {
    lastFinished = entry.work().finishedAs;
    enter(entry);
    if (isDone(entry.status)) {
      keepForAWhile(entry);
    }
  }

  /** A consumer gets a job. */
  void dequeue(Entry entry, Dequeue request, long now) {
    Duration lease =
        request.lease() != null
            ? request.lease()
            : entry.options.lease() != null
                ? entry.options.lease()
                : entry.queue.settings().lease();
    entry.attempt++;
    entry.work().begin(entry.attempt, request.consumer(), now, lease.toMillis());
    entry.queue.gate.passed(now);
    if (entry.queue.settings().allowedRate() > 0) {
      changes.add(entry.queue.configured());
    }
    entry.queue.dequeued.mark(now);
    long dueAt = Math.max(entry.enqueuedAt, entry.runAt);
    entry.queue.counters().dequeued(entry.attempt, dueAt, now);
    move(entry, Move.DEQUEUE, now);
  }

  /** A job's attempt ends, and the job moves on. */
  void endAttempt(
      Entry entry, Attempt.Outcome outcome, @Nullable JobError error, Move move, long now) {
    entry.queue.counters().ended(outcome, entry.work().dequeuedAt, now);
    entry.work().end(outcome, error, now);
    move(entry, move, now);
  }

  /** A job is called off. */
  void cancel(Entry entry, Move move, String reason, long now) {
    entry.work().reason = reason;
    if (entry.status == JobStatus.IN_PROGRESS) {
      entry.work().end(Attempt.Outcome.CANCELLED, null, now);
    }
    move(entry, move, now);
  }

  /** A job's time has come. */
  void due(Entry entry, long now) {
    switch (entry.status) {
      case IN_PROGRESS -> {
        Move move = attemptsLeft(entry) ? Move.LEASE_OVER : Move.GIVE_UP;
        endAttempt(entry, Attempt.Outcome.LEASE_EXPIRED, LEASE_OVER, move, now);
      }
      case SCHEDULED -> {
        if (expires(entry) && entry.expiresAt <= entry.runAt) {
          cancel(entry, Move.EXPIRE, EXPIRED, now);
        } else {
          move(entry, Move.DUE, now);
        }
      }
      case QUEUED, BLOCKED -> cancel(entry, Move.EXPIRE, EXPIRED, now);
      default -> throw new IllegalStateException("nothing is due in " + entry.status);
    }
  }

  boolean attemptsLeft(Entry entry) {
    Integer own = entry.options.maxAttempts();
    return entry.work().spent < (own != null ? own : entry.queue.settings().maxAttempts());
  }

  /** A job moves from one status to another. */
  void move(Entry entry, Move move, long now) {
    JobStatus from = entry.status;
    JobStatus to = move.from(from);
    leave(entry);
    if (from == JobStatus.BLOCKED) {
      dependents.remove(entry);
    }
    entry.status = to;
    enter(entry);
    if (to.isFinished()) {
      finish(entry, !from.isFinished(), now);
    }
    if (from != to) {
      events.add(entry, now);
      batches.moved(entry, from, to);
    }
    if (mayHold(from) && !mayHold(to)) {
      entry.queue.letGroupGo(entry);
    }
    if (from == JobStatus.IN_PROGRESS && entry.queue.settings().allowedInProgress() > 0) {
      entry.queue.awaited.touchAll();
    }
    settleEnded(now);
  }

  /** A job that waits, or failed, goes into another queue, as it is. */
  void transfer(Entry entry, NamedQueue to) {
    NamedQueue from = entry.queue;
    releaseUniqueKey(entry);
    leave(entry);
    from.letGroupGo(entry);
    entry.queue = to;
    if (entry.options.uniqueKey() != null && !entry.status.isFinished()) {
      to.uniqueKeys.put(entry.options.uniqueKey(), entry);
    }
    enter(entry);
    queues.forgetIfIdle(from);
  }

  /** Takes a job out of its place so that something can be changed that decides on the place. */
  void leave(Entry entry) {
    timers.remove(entry);
    counts.add(entry.status, -1);
    entry.queue.displace(entry);
    if (isDone(entry.status)) {
      finished.remove(entry);
    }
  }

  /** Puts a job into the place that it has by its status. */
  void enter(Entry entry) {
    changes.touch(entry);
    long due = dueIn(entry);
    if (due != 0) {
      entry.due(due);
      timers.add(entry);
    }
    counts.add(entry.status, 1);
    entry.queue.place(entry);
    charge(entry);
    if (entry.status == JobStatus.IN_PROGRESS) {
      entry.queue.holdGroup(entry);
    }
  }

  /** A job in progress may be kept for another while. */
  void extendLease(Entry entry, long lease, long now) {
    changes.touch(entry);
    timers.remove(entry);
    entry.work().lease(lease, now);
    if (lease != 0) {
      entry.due(entry.work().leaseUntil);
      timers.add(entry);
    }
  }

  /** Counts what a job takes of the room anew. */
  void charge(Entry entry) {
    int weight = entry.weight();
    room.take(weight - entry.charged);
    entry.charged = weight;
  }

  /**
   * A job has just been finished.
   *
   * @param ends whether it was not before: one that failed can be cancelled
   */
  private void finish(Entry entry, boolean ends, long now) {
    entry.work().finishedAt = now;
    entry.work().finishedAs = ++lastFinished;
    releaseUniqueKey(entry);
    watches.finished(entry);
    if (ends) {
      ended.add(entry);
    }
    if (entry.status == JobStatus.FAILED) {
      entry.queue.counters().failed();
    }
    if (isDone(entry.status)) {
      keepForAWhile(entry);
      if (entry.status == JobStatus.CONCLUDED) {
        entry.queue.concluded.mark(now);
      }
      makeRoom(0);
    }
  }

  private void keepForAWhile(Entry entry) {
    finished.add(entry);
    if (entry.queue.finished.first() == entry) {
      armRetention(entry.queue);
    }
  }

  private void releaseUniqueKey(Entry entry) {
    String key = entry.options.uniqueKey();
    if (key != null) {
      entry.queue.uniqueKeys.remove(key, entry);
    }
  }

  /**
   * Does what follows from the ends of jobs: tells those that wait for them, and adds those that
   * they named, and so on for these: in a loop, since a chain can be longer than the stack is deep.
   */
  void settleEnded(long now) {
    if (settlingEnded) {
      return;
    }
    settlingEnded = true;
    do {
      settleEndedJobs(now);
    } while (batches.endNext(now));
    settlingEnded = false;
  }

  private void settleEndedJobs(long now) {
    for (Entry entry = ended.poll(); entry != null; entry = ended.poll()) {
      if (entry.status == JobStatus.CONCLUDED) {
        for (Entry free : dependents.freedBy(entry)) {
          move(free, free.runAt > now ? Move.POSTPONE : Move.UNBLOCK, now);
        }
      } else {
        for (Entry stranded : dependents.strandedBy(entry)) {
          cancel(stranded, Move.CANCEL, DEPENDENCY_FAILED, now);
        }
      }
      newcomers.follow(entry, now);
    }
  }

  /** How many jobs of each status there are. */
  Map<JobStatus, Long> counts() {
    return counts.snapshot();
  }

  private static boolean mayHold(JobStatus status) {
    return status == JobStatus.IN_PROGRESS || Group.holdsIn(status);
  }

  /** Whether a job is kept only for a while. One that failed stays until someone sees to it. */
  private static boolean isDone(JobStatus status) {
    return status == JobStatus.CONCLUDED || status == JobStatus.CANCELLED;
  }

  private static boolean expires(Entry entry) {
    return entry.expiresAt != 0 && entry.attempt == 0;
  }

  /** When something happens by itself to a job in its status; 0 for never. */
  private static long dueIn(Entry entry) {
    long expiry = expires(entry) ? entry.expiresAt : 0;
    return switch (entry.status) {
      case QUEUED, BLOCKED -> expiry;
      case SCHEDULED -> expiry == 0 ? entry.runAt : Math.min(entry.runAt, expiry);
      case IN_PROGRESS -> entry.work().leaseUntil;
      case CONCLUDED, FAILED, CANCELLED -> 0;
    };
  }

  // Forgetting what is done.

  /** Forgets the oldest of what is done until there is room for so many bytes, if there can be. */
  boolean makeRoom(long bytes) {
    while ((!room.has(bytes) || finished.size() > maxFinished) && finished.first() != null) {
      forget(finished.first());
    }
    return room.has(bytes);
  }

  void forgetOld(NamedQueue queue, long now) {
    long keep = queue.settings().keepConcluded().toMillis();
    for (Entry entry = queue.finished.first();
        entry != null && entry.work().finishedAt + keep <= now;
        entry = queue.finished.first()) {
      forget(entry);
    }
    armRetention(queue);
  }

  void armRetention(NamedQueue queue) {
    Entry oldest = queue.finished.first();
    queue.retention.set(
        oldest == null
            ? Long.MAX_VALUE
            : oldest.work().finishedAt + queue.settings().keepConcluded().toMillis());
  }

  void forget(Entry entry) {
    changes.touch(entry);
    leave(entry);
    table.remove(entry);
    room.take(-entry.charged);
    spares.add(entry, newcomers.lastId());
    queues.forgetIfIdle(entry.queue);
  }
}
