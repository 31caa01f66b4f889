package io.cqueue.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A queue of jobs: first in, first out, each job to one consumer only. The one seam between the
 * HTTP interface and the stores. Every implementation is safe for use by any number of threads at
 * once, and each method takes effect at one moment between its call and its return. The rules are
 * those of {@code JobQueueContract}, a test that every implementation passes.
 */
public interface JobQueue extends AutoCloseable {

  /**
   * Adds a job behind all others.
   *
   * @return its ID
   */
  long enqueue(NewJob job);

  /**
   * Hands out the job that has waited longest.
   *
   * @param consumer who asks, or null if it did not say
   * @return the job, now {@link JobStatus#IN_PROGRESS}; empty when none is available
   */
  Optional<Job> dequeue(@Nullable String consumer);

  /**
   * Ends a job in progress. A consumer that said who it is may conclude again and is answered like
   * the first time, so that it is safe to repeat after a lost answer.
   *
   * @param consumer who asks, or null to go unchecked
   * @return the job, now {@link JobStatus#CONCLUDED}
   * @throws RefusedException {@link Refusal.Reason#UNKNOWN_JOB}; {@link
   *     Refusal.Reason#NOT_IN_PROGRESS}; {@link Refusal.Reason#OTHER_CONSUMER} when {@code
   *     consumer} is given and a different one has the job
   */
  Job conclude(long id, @Nullable String consumer);

  /** The job with this ID, if there is one. */
  Optional<Job> find(long id);

  /** The counts at this moment. */
  Stats stats();

  /** Stops all that the queue has going in the background. The queue is not used after this. */
  @Override
  void close();
}
