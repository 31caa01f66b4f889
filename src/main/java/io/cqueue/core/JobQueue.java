package io.cqueue.core;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue of jobs, and the one seam between the HTTP interface and the stores. Every implementation
 * is safe for use by any number of threads at once; each method takes effect at one moment between
 * its call and its return. The rules are those of {@code JobQueueContract}, a test that every
 * implementation passes.
 *
 * <p>A "no" is a {@link RefusedException}, or an {@link Outcome.Refused} where each of many items
 * has an answer of its own. Callbacks run on whatever thread made them due, hold no lock, and must
 * return soon.
 */
public interface JobQueue extends AutoCloseable {

  // Producers.

  /**
   * Adds jobs behind all others of their queue and priority: all of them or, if one is refused,
   * none.
   *
   * @param jobs at least one
   * @param key makes it safe to repeat: the same key within 24 hours gives the first answer again
   * @return for each job, in order, its ID
   * @throws RefusedException {@link Refusal.Reason#QUEUE_FULL}, {@link Refusal.Reason#STORE_FULL},
   *     {@link Refusal.Reason#DRAINING}, {@link Refusal.Reason#KEY_REUSED}, or {@link
   *     Refusal.Reason#INVALID} if a job is to come after one that does not exist
   */
  List<Enqueued> enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key);

  /**
   * The same, but does not wait until a store has kept them.
   *
   * @param then gets the answer when it has, or the refusal if it cannot; it may be called before
   *     this method returns
   * @throws RefusedException as above: what is refused at once is not told to {@code then}
   */
  default void enqueue(
      List<NewJob> jobs, @Nullable IdempotencyKey key, Reply<List<Enqueued>> then) {
    then.accept(enqueue(jobs, key));
  }

  /** Adds one job. See {@link #enqueue(List, IdempotencyKey)}. */
  default Enqueued enqueue(NewJob job) {
    return enqueue(List.of(job), null).get(0);
  }

  /**
   * Adds jobs that are one whole: all of them or, if one is refused, none. A job that is not added
   * because of its unique key is none of the batch.
   *
   * @param key as for jobs
   * @throws RefusedException as for jobs
   */
  EnqueuedBatch enqueueBatch(NewBatch batch, @Nullable IdempotencyKey key);

  // Consumers.

  /**
   * Hands out jobs, the highest priority first and the oldest first within one.
   *
   * @return the jobs, now {@link JobStatus#IN_PROGRESS}; empty when none is available
   */
  List<Job> dequeue(Dequeue request);

  /**
   * The same, but does not wait until a store has kept it.
   *
   * @param then gets the jobs when it has; it may be called before this method returns
   */
  default void dequeue(Dequeue request, Reply<List<Job>> then) {
    then.accept(dequeue(request));
  }

  /**
   * The same, but waits for a job to come. Those who wait are served in the order in which they
   * came.
   *
   * @param wait at most so long
   * @param then gets the jobs, or none when the time is over or the queue closes; it may be called
   *     before this method returns
   */
  Pending dequeue(Dequeue request, Duration wait, Reply<List<Job>> then);

  /**
   * Takes word of jobs in progress.
   *
   * @return for each item, in order, what became of it: refused are {@link
   *     Refusal.Reason#UNKNOWN_JOB}, {@link Refusal.Reason#NOT_IN_PROGRESS}, {@link
   *     Refusal.Reason#OTHER_CONSUMER} and {@link Refusal.Reason#STALE_ATTEMPT}. Word that was
   *     taken before, by the same claim, is taken again without effect
   */
  List<Outcome> settle(List<Settlement> items);

  /**
   * The same, but does not wait until a store has kept it.
   *
   * @param then gets what became of each when it has; it may be called before this method returns
   */
  default void settle(List<Settlement> items, Reply<List<Outcome>> then) {
    then.accept(settle(items));
  }

  /**
   * Takes word of one job.
   *
   * @throws RefusedException as in {@link #settle(List)}
   */
  default Job settle(Settlement item) {
    return settle(List.of(item)).get(0).orThrow();
  }

  // Anyone.

  /** The job with this ID, if there is one. */
  Optional<JobHistory> find(long id);

  /**
   * The same, but does not wait until a store has kept what the answer shows.
   *
   * @param then gets the job when it has; it may be called before this method returns
   */
  default void find(long id, Reply<Optional<JobHistory>> then) {
    then.accept(find(id));
  }

  /** The queues that jobs are in, by ID; of those that there are. */
  default Map<Long, String> queuesOf(Collection<Long> ids) {
    Map<Long, String> queues = new HashMap<>();
    for (Long id : ids) {
      find(id).ifPresent(found -> queues.put(id, found.job().queue()));
    }
    return queues;
  }

  /**
   * Waits for a job to be finished.
   *
   * @param wait at most so long
   * @param then gets the job when it is finished or the time is over, or nothing if there is none;
   *     it may be called before this method returns
   */
  Pending await(long id, Duration wait, Reply<Optional<JobHistory>> then);

  /** Jobs that a filter finds, by ID. */
  JobPage list(JobFilter filter);

  /**
   * How far a batch has come. It ends when all its jobs have, and what becomes of them later does
   * not change that.
   *
   * @throws RefusedException {@link Refusal.Reason#UNKNOWN_BATCH}
   */
  Batch batch(long id);

  // Operators: one job.

  /**
   * Calls a job off, whatever it is doing.
   *
   * @throws RefusedException {@link Refusal.Reason#UNKNOWN_JOB}, {@link Refusal.Reason#FINISHED}
   */
  Job cancel(long id);

  /**
   * Gives a failed or cancelled job a fresh start, with all its attempts.
   *
   * @throws RefusedException {@link Refusal.Reason#UNKNOWN_JOB}, {@link
   *     Refusal.Reason#NOT_RETRYABLE}, {@link Refusal.Reason#UNIQUE_KEY_TAKEN}
   */
  Job retry(long id);

  /**
   * Changes a job that waits.
   *
   * @throws RefusedException {@link Refusal.Reason#UNKNOWN_JOB}, {@link Refusal.Reason#NOT_WAITING}
   */
  Job change(long id, JobChange change);

  /**
   * Puts a job that waits, or failed, into another queue.
   *
   * @throws RefusedException {@link Refusal.Reason#UNKNOWN_JOB}, {@link
   *     Refusal.Reason#NOT_WAITING}, {@link Refusal.Reason#UNIQUE_KEY_TAKEN}, {@link
   *     Refusal.Reason#QUEUE_FULL}
   */
  Job move(long id, String queue);

  // Operators: queues.

  /** All queues, by name. */
  List<QueueStats> queues();

  /** One queue. One that nobody has named yet is empty and has the default settings. */
  QueueStats queue(String name);

  /**
   * Changes how a queue treats its jobs from now on.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID} if the settings keep a secret, and the
   *     queue has none
   */
  QueueStats configure(String name, QueueSettings settings);

  /** Makes a queue hand out nothing, or hand out jobs again. */
  QueueStats pause(String name, boolean on);

  /**
   * Forgets a queue, its settings and its finished jobs.
   *
   * @throws RefusedException {@link Refusal.Reason#QUEUE_NOT_EMPTY}
   */
  void delete(String name);

  /**
   * Cancels all jobs of a queue that wait.
   *
   * @return how many
   */
  long purge(String name);

  /**
   * Retries all failed jobs of a queue, but for those whose unique key another job has taken.
   *
   * @return how many
   */
  long retryFailed(String name);

  /**
   * What there is to be posted. It is asked every second or so, with or without anything to post.
   */
  Pushes pushes();

  /** Takes on no more jobs, or does so again. */
  void drain(boolean on);

  /** Answers all who wait, as if their time were over. The queue goes on. */
  void dismiss();

  /**
   * Makes a copy of all that is kept, as it is at one moment.
   *
   * @throws RefusedException {@link Refusal.Reason#NO_BACKUP} if copies of this store are made in
   *     another way or make no sense
   */
  Backup backup();

  /** All that is kept, as it is at one moment, so that another store can go on with it. */
  Export export();

  /** Something that says all that is kept, once. */
  @FunctionalInterface
  interface Export {

    /**
     * Says it, in the order of {@link Kept}, while the queue goes on.
     *
     * @param into is called outside of all locks; if it throws, nothing more is said
     * @throws RefusedException {@link Refusal.Reason#STORE_UNAVAILABLE}, also when some has been
     *     said
     */
    void sayTo(Consumer<Kept> into);
  }

  /**
   * Goes on with what another store kept: all of it or, if it is refused, nothing. Jobs keep their
   * IDs, and those in progress their consumers and leases.
   *
   * @param from everything, in the order of {@link Kept}; its jobs fit together, as do those of an
   *     export. What it throws is thrown here, and then nothing has been done
   * @throws RefusedException {@link Refusal.Reason#STORE_NOT_EMPTY} if this queue ever had a job,
   *     or has a schedule; {@link Refusal.Reason#STORE_FULL}
   */
  void restore(Iterator<Kept> from);

  /** Whether it does what it is asked. */
  Readiness readiness();

  /** The counts at this moment. */
  Stats stats();

  // Schedules.

  /** All schedules, by name. */
  List<ScheduleState> schedules();

  /**
   * One schedule.
   *
   * @throws RefusedException {@link Refusal.Reason#UNKNOWN_SCHEDULE}
   */
  ScheduleState schedule(String name);

  /**
   * Adds a schedule, or puts it in the place of the one with its name. It adds its first job the
   * next time that its expression means from now on. Times that passed while nobody could look are
   * made up for by one job, not by one each.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID} if its expression means nothing
   */
  ScheduleState schedule(Schedule schedule);

  /**
   * Ends a schedule. The jobs that it added stay.
   *
   * @throws RefusedException {@link Refusal.Reason#UNKNOWN_SCHEDULE}
   */
  void unschedule(String name);

  // Events.

  /**
   * Listens to every change of status.
   *
   * @param wake called when there may be more to read than before
   */
  Events listen(Runnable wake);

  /** Someone who listens. Thread-safe. */
  interface Events extends AutoCloseable {

    /** The sequence number of the latest event there is, 0 if there has been none. */
    long latest();

    /**
     * Events after one, the oldest first.
     *
     * @param max at most so many
     * @return the events; empty if there is nothing new, and not starting with {@code after + 1} if
     *     some have been forgotten
     */
    List<JobEvent> after(long after, int max);

    /** Listens no more. */
    @Override
    void close();
  }

  // Time.

  /**
   * Does all that is due: delays, leases, expiry, retention and the end of waits.
   *
   * @return the time in milliseconds since 1970 when something is due next, or {@link
   *     Long#MAX_VALUE}
   * @throws RefusedException {@link Refusal.Reason#STORE_UNAVAILABLE}
   */
  long tick();

  /** Answers everyone who waits. The queue is not used after this. */
  @Override
  void close();
}
