package io.cqueue.memory;

import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.Stats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A {@link JobQueue} in memory. When the process ends, its jobs are gone.
 *
 * <p>Locking: one lock guards everything. It is held for a few steps that touch memory only, never
 * while something outside is called. A method takes it once, so each call is one moment.
 */
public final class MemoryJobQueue implements JobQueue {

  private final InstantSource clock;
  private final Instant openedAt;

  private final Lock lock = new ReentrantLock();
  private final JobTable jobs = new JobTable();
  private final ReadyOrder ready = new ReadyOrder();
  private long lastId;
  private long queued;
  private long inProgress;
  private long concluded;

  /**
   * Opens an empty queue.
   *
   * @param clock says what time it is
   */
  public MemoryJobQueue(InstantSource clock) {
    this.clock = clock;
    this.openedAt = clock.instant();
  }

  @Override
  public long enqueue(NewJob job) {
    lock.lock();
    try {
      Entry entry = new Entry(++lastId, job.type());
      jobs.add(entry);
      ready.append(entry);
      queued++;
      return entry.id;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Job> dequeue(@Nullable String consumer) {
    lock.lock();
    try {
      Entry entry = ready.poll();
      if (entry == null) {
        return Optional.empty();
      }
      entry.status = JobStatus.IN_PROGRESS;
      entry.consumer = consumer;
      queued--;
      inProgress++;
      return Optional.of(entry.snapshot());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Job conclude(long id, @Nullable String consumer) {
    lock.lock();
    try {
      Entry entry = jobs.find(id);
      if (entry == null) {
        throw Refusal.unknownJob(id).asException();
      }
      boolean same = consumer != null && consumer.equals(entry.consumer);
      if (entry.status == JobStatus.CONCLUDED && same) {
        return entry.snapshot();
      }
      if (entry.status != JobStatus.IN_PROGRESS) {
        throw Refusal.notInProgress(id, entry.status).asException();
      }
      if (consumer != null && entry.consumer != null && !same) {
        throw Refusal.otherConsumer(id).asException();
      }
      entry.status = JobStatus.CONCLUDED;
      inProgress--;
      concluded++;
      return entry.snapshot();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Job> find(long id) {
    lock.lock();
    try {
      return Optional.ofNullable(jobs.find(id)).map(Entry::snapshot);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Stats stats() {
    lock.lock();
    try {
      Duration uptime = Duration.between(openedAt, clock.instant());
      return new Stats(queued, inProgress, concluded, uptime);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    // Nothing runs in the background yet, so there is nothing to stop.
  }
}
