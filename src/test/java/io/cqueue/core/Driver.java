package io.cqueue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cqueue.core.Settlement.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** A queue under test and its clock, with short words for what tests do most. */
public final class Driver implements AutoCloseable {

  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DAY = Duration.ofDays(1);
  static final Duration MILLI = Duration.ofMillis(1);

  private final ManualClock clock;
  final JobQueue queue;
  final JobCounters counters;

  Driver(ManualClock clock, JobQueue queue, JobCounters counters) {
    this.clock = clock;
    this.queue = queue;
    this.counters = counters;
  }

  Instant now() {
    return clock.instant();
  }

  /** Moves time on, and lets the queue do what is due then. */
  void pass(Duration time) {
    clock.advance(time);
    queue.tick();
  }

  /** The answer that one gets who asks without waiting for the store. */
  static <T> T told(Consumer<Reply<T>> asking) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    asking.accept(Replies.into(answer));
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RefusedException refused ? refused : e;
    }
  }

  /** Moves time on, but lets nobody know. */
  void advanceOnly(Duration time) {
    clock.advance(time);
  }

  long add(JobBuilder job) {
    return queue.enqueue(job.build()).id();
  }

  long add() {
    return add(JobBuilder.job());
  }

  /** Adds as many jobs as there are, in one batch. */
  List<Long> addAll(JobBuilder... jobs) {
    return queue.enqueue(List.of(jobs).stream().map(JobBuilder::build).toList(), null).stream()
        .map(Enqueued::id)
        .toList();
  }

  /** What dequeues from these queues. */
  static Dequeue oneFrom(String... queues) {
    return new Dequeue(List.of(queues), Set.of(), 1, null, null, null);
  }

  static Dequeue most(int max, String... queues) {
    return new Dequeue(List.of(queues), Set.of(), max, null, null, null);
  }

  static Dequeue keyed(String key, int max) {
    return new Dequeue(List.of(NewJob.DEFAULT_QUEUE), Set.of(), max, null, null, key);
  }

  static Dequeue ofTypes(String... types) {
    return new Dequeue(List.of(NewJob.DEFAULT_QUEUE), Set.of(types), 1, null, null, null);
  }

  static Dequeue leased(Duration lease) {
    return new Dequeue(List.of(NewJob.DEFAULT_QUEUE), Set.of(), 1, lease, null, null);
  }

  List<Job> take(Dequeue request) {
    return queue.dequeue(request);
  }

  /** The IDs of what there is for this request. */
  List<Long> idsOf(Dequeue request) {
    return take(request).stream().map(Job::id).toList();
  }

  /** The IDs of all jobs of the default queue, in the order in which they are handed out. */
  List<Long> drainIds() {
    return idsOf(most(1000, NewJob.DEFAULT_QUEUE));
  }

  /** The one job that the default queue hands out now. */
  Job takeOne() {
    return takeOne(null);
  }

  Job takeOne(@Nullable String consumer) {
    List<Job> jobs = take(Dequeue.DEFAULT.by(consumer));
    assertEquals(1, jobs.size(), "jobs handed out");
    return jobs.get(0);
  }

  void assertNothingToTake() {
    assertEquals(List.of(), drainIds());
  }

  static Claim attempt(int number) {
    return new Claim(number, null);
  }

  static Claim by(String consumer) {
    return new Claim(null, consumer);
  }

  Job conclude(long id) {
    return conclude(id, Claim.NONE);
  }

  Job conclude(long id, Claim claim) {
    return queue.settle(new Settlement.Conclude(id, claim, null));
  }

  Job fail(long id) {
    return fail(id, Claim.NONE);
  }

  Job fail(long id, Claim claim) {
    return queue.settle(new Settlement.Fail(id, claim, null, null, true));
  }

  /** The consumer says that it went wrong and is to be tried again at this distance. */
  Job failAndRetryIn(long id, Duration retryIn) {
    return queue.settle(new Settlement.Fail(id, Claim.NONE, null, retryIn, true));
  }

  Job giveUp(long id) {
    return queue.settle(new Settlement.Fail(id, Claim.NONE, null, null, false));
  }

  Job release(long id, Duration delay) {
    return queue.settle(new Settlement.Release(id, Claim.NONE, delay));
  }

  Job extend(long id, Claim claim, @Nullable Duration lease) {
    return queue.settle(new Settlement.Extend(id, claim, lease, null));
  }

  /** To this priority, and no other change. */
  @SuppressWarnings("NullAway") // does not see the annotation of a nested type in a class file
  static JobChange priority(int number) {
    return new JobChange(number, null);
  }

  /** What consumers did with a job that has been with one. */
  static Job.Run run(Job job) {
    return Objects.requireNonNull(job.run());
  }

  Job job(long id) {
    return history(id).job();
  }

  JobHistory history(long id) {
    return queue.find(id).orElseThrow();
  }

  JobStatus status(long id) {
    return job(id).status();
  }

  void assertStatus(JobStatus expected, long... ids) {
    for (long id : ids) {
      assertEquals(expected, status(id), "job " + id);
    }
  }

  void assertCancelled(String reason, long... ids) {
    for (long id : ids) {
      assertEquals(JobStatus.CANCELLED, status(id), "job " + id);
      assertEquals(reason, job(id).reason(), "job " + id);
    }
  }

  static Refusal assertRefused(Refusal.Reason reason, Executable call) {
    Refusal refusal = assertThrows(RefusedException.class, call).refusal();
    assertEquals(reason, refusal.reason(), refusal.detail());
    return refusal;
  }

  static void assertInvalid(String field, Executable call) {
    assertEquals(field, assertRefused(Refusal.Reason.INVALID, call).field());
  }

  /** Changes some settings of a queue. */
  QueueStats configure(String name, UnaryOperator<SettingsBuilder> change) {
    SettingsBuilder builder = SettingsBuilder.of(queue.queue(name).settings());
    return queue.configure(name, change.apply(builder).build());
  }

  Map<JobStatus, Long> counts(String name) {
    return queue.queue(name).counts();
  }

  long count(JobStatus status) {
    return queue.stats().count(status);
  }

  /** Lets a consumer of the default queue wait, and keeps what it gets. */
  Waiting await(Duration wait) {
    return await(Dequeue.DEFAULT, wait);
  }

  Waiting await(Dequeue request, Duration wait) {
    Waiting waiting = new Waiting();
    waiting.pending = queue.dequeue(request, wait, waiting.answers::add);
    return waiting;
  }

  /** A consumer that waits, and what it got. */
  static final class Waiting {
    private final List<List<Job>> answers = new ArrayList<>();
    private @Nullable Pending pending;

    boolean cancel() {
      return pending != null && pending.cancel();
    }

    void assertStillWaits() {
      assertEquals(List.of(), answers);
    }

    void assertGot(Long... ids) {
      assertEquals(1, answers.size(), "answers");
      assertEquals(List.of(ids), answers.get(0).stream().map(Job::id).toList());
    }
  }

  @Override
  public void close() {
    queue.close();
  }
}
