package io.cqueue.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobBuilder;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.ManualClock;
import io.cqueue.core.NewJob.Moment;
import io.cqueue.core.Pending;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.RefusedException;
import io.cqueue.core.SettingsBuilder;
import io.cqueue.core.Settlement;
import io.cqueue.cron.CronCalendar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads do everything at once. Afterwards nothing is lost, nothing was handed out twice, and
 * nobody was forgotten.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MemoryJobQueueConcurrencyTest {

  private static final List<String> QUEUES = List.of("default", "a", "b");
  private static final int ROUNDS = 200;
  private static final int TURNS = 50;
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final ManualClock clock = new ManualClock();
  private final JobQueue queue =
      new MemoryJobQueue(clock, new CronCalendar(), new MemoryLimits(1L << 30, Integer.MAX_VALUE));
  private final EventCheck events = new EventCheck(queue);

  /** Each time that a job was handed to someone: there is one for each attempt. */
  private final Map<Long, Set<Integer>> deliveries = new ConcurrentHashMap<>();

  private final Queue<Job> held = new ConcurrentLinkedQueue<>();
  private final Queue<Waiting> waiters = new ConcurrentLinkedQueue<>();
  private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();

  /** A consumer that waits, or did. */
  private static final class Waiting {
    private final Dequeue request;
    private volatile boolean over;
    private volatile @Nullable Pending pending;

    Waiting(Dequeue request) {
      this.request = request;
    }

    void hangUp() {
      Pending mine = pending;
      if (mine != null && mine.cancel()) {
        over = true;
      }
    }

    boolean waitsFor(Job job) {
      return !over
          && request.queues().contains(job.queue())
          && (request.types().isEmpty() || request.types().contains(job.type()));
    }
  }

  @Test
  void nothingIsLostDoubledOrForgotten() throws Exception {
    QueueSettings few =
        SettingsBuilder.of(QueueSettings.DEFAULT).maxInProgress(20).maxAttempts(3).build();
    queue.configure("b", few);
    for (int round = 0; round < ROUNDS; round++) {
      run(round);
      assertNobodyIsForgotten();
    }
    finish();
    assertEquals(List.of(), List.copyOf(wrong));
    assertNothingIsLost();
    events.assertAllSeen();
  }

  /** One round: all kinds of callers at once. */
  private void run(int round) throws Exception {
    List<Consumer<SplittableRandom>> callers =
        List.of(
            this::produce,
            this::produce,
            this::consume,
            this::await,
            this::await,
            this::settle,
            this::settle,
            this::operate,
            this::hangUp,
            this::tick);
    ExecutorService threads = Executors.newFixedThreadPool(callers.size());
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < callers.size(); i++) {
      SplittableRandom random = new SplittableRandom(1000L * round + i);
      Consumer<SplittableRandom> caller = callers.get(i);
      ends.add(
          threads.submit(
              () -> {
                for (int turn = 0; turn < TURNS; turn++) {
                  caller.accept(random);
                }
              }));
    }
    threads.shutdown();
    assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS), "a deadlock");
    for (Future<?> end : ends) {
      end.get();
    }
  }

  // The callers.

  private static String anyQueue(SplittableRandom random) {
    return QUEUES.get(random.nextInt(QUEUES.size()));
  }

  private long anyJob(SplittableRandom random) {
    return 1 + random.nextLong(Math.max(1, deliveries.size() + 50));
  }

  private void produce(SplittableRandom random) {
    JobBuilder job =
        JobBuilder.job()
            .in(anyQueue(random))
            .type(random.nextBoolean() ? "s" : "t")
            .priority(random.nextInt(10));
    switch (random.nextInt(6)) {
      case 0 -> job.group("g" + random.nextInt(3));
      case 1 -> job.delay(Duration.ofMillis(random.nextInt(50)));
      case 2 -> job.ttl(Duration.ofMillis(1 + random.nextInt(200)));
      case 3 -> job.lease(Duration.ofMillis(1 + random.nextInt(50)));
      case 4 -> job.uniqueKey("k" + random.nextInt(20));
      default -> job.after(anyJob(random));
    }
    attempt(() -> queue.enqueue(job.build()));
  }

  private Dequeue request(SplittableRandom random) {
    List<String> names =
        random.nextBoolean() ? List.of(anyQueue(random)) : List.of("b", "default", "a");
    Set<String> types = random.nextInt(3) == 0 ? Set.of("t") : Set.of();
    return new Dequeue(names, types, 1 + random.nextInt(3), null, null, null);
  }

  private void consume(SplittableRandom random) {
    deliver(queue.dequeue(request(random)));
  }

  private void await(SplittableRandom random) {
    Waiting waiting = new Waiting(request(random));
    waiters.add(waiting);
    waiting.pending =
        queue.dequeue(
            waiting.request,
            WAIT,
            jobs -> {
              waiting.over = true;
              deliver(jobs);
            });
  }

  private void deliver(List<Job> jobs) {
    for (Job job : jobs) {
      boolean first =
          deliveries
              .computeIfAbsent(job.id(), any -> ConcurrentHashMap.newKeySet())
              .add(job.attempt());
      if (!first || job.status() != JobStatus.IN_PROGRESS) {
        wrong.add(new AssertionError("handed out twice, or not at all: " + job));
      }
      held.add(job);
    }
  }

  private void settle(SplittableRandom random) {
    Job job = held.poll();
    if (job != null) {
      settle(job, random.nextInt(10));
    }
  }

  private void settle(Job job, int how) {
    Settlement.Claim claim = new Settlement.Claim(job.attempt(), null);
    Settlement word =
        switch (how) {
          case 0 ->
              new Settlement.Fail(job.id(), claim, null, Duration.ofMillis(20), job.id() % 2 == 0);
          case 1 -> new Settlement.Release(job.id(), claim, Duration.ZERO);
          case 2 -> new Settlement.Release(job.id(), claim, Duration.ofMillis(10));
          case 3 -> new Settlement.Extend(job.id(), claim, Duration.ofMillis(30), null);
          default -> new Settlement.Conclude(job.id(), claim, null);
        };
    queue.settle(List.of(word));
    if (how == 3) {
      held.add(job);
    }
  }

  private void operate(SplittableRandom random) {
    long id = anyJob(random);
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> attempt(() -> queue.cancel(id));
      case 4, 5, 6, 7 -> attempt(() -> queue.retry(id));
      case 8, 9, 10 -> attempt(() -> queue.move(id, anyQueue(random)));
      case 11, 12, 13 ->
          attempt(
              () ->
                  queue.change(
                      id,
                      new JobChange(
                          random.nextInt(10), Moment.in(Duration.ofMillis(random.nextInt(20))))));
      case 14 -> queue.purge(anyQueue(random));
      case 15 -> queue.retryFailed(anyQueue(random));
      case 16 -> queue.configure("a", QueueSettings.DEFAULT.withPaused(random.nextBoolean()));
      case 17 -> queue.list(new JobFilter(null, Set.of(), Set.of(), Map.of(), id, 100));
      case 18 -> pending.add(queue.await(id, WAIT, any -> {}));
      default -> queue.queues();
    }
  }

  private void hangUp(SplittableRandom random) {
    Pending one = pending.poll();
    if (one != null) {
      one.cancel();
    }
    waiters.removeIf(each -> each.over);
    waiters.stream().skip(random.nextInt(20)).findFirst().ifPresent(Waiting::hangUp);
  }

  private void tick(SplittableRandom random) {
    clock.advance(Duration.ofMillis(1 + random.nextInt(5)));
    queue.tick();
  }

  /** Does something that may be refused. */
  private static void attempt(Runnable call) {
    try {
      call.run();
    } catch (RefusedException e) {
      // Among so many callers that is to be expected.
    }
  }

  // What must be true.

  /** No job is available while a consumer waits for it, now and after each of some changes. */
  private void assertNobodyIsForgotten() {
    assertNoJobIsLeftThatSomeoneWaitsFor();
    for (int i = 0; i < 10 && !held.isEmpty(); i++) {
      settle(held.remove(), 9);
      assertNoJobIsLeftThatSomeoneWaitsFor();
    }
    assertEquals(
        waiters.stream().filter(each -> !each.over).count(), queue.stats().waitingConsumers());
    assertCountsAreThoseOfTheTable();
  }

  private void assertNoJobIsLeftThatSomeoneWaitsFor() {
    List<Job> left = queue.dequeue(new Dequeue(QUEUES, Set.of(), 1000, null, null, null));
    deliver(left);
    for (Job job : left) {
      assertTrue(waiters.stream().noneMatch(each -> each.waitsFor(job)), job::toString);
    }
  }

  private List<Job> all() {
    List<Job> all = new ArrayList<>();
    Long after = 0L;
    while (after != null) {
      var page = queue.list(new JobFilter(null, Set.of(), Set.of(), Map.of(), after, 1000));
      all.addAll(page.jobs());
      after = page.next();
    }
    return all;
  }

  private void assertCountsAreThoseOfTheTable() {
    Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      counts.put(status, 0L);
    }
    all().forEach(job -> counts.merge(job.status(), 1L, Long::sum));
    assertEquals(counts, queue.stats().counts());
    for (JobStatus status : JobStatus.values()) {
      assertEquals(
          counts.get(status),
          queue.queues().stream().mapToLong(each -> each.counts().get(status)).sum());
    }
  }

  /** Settles what is held, and all that is left. */
  private void finish() {
    pending.forEach(Pending::cancel);
    waiters.forEach(Waiting::hangUp);
    Dequeue any = new Dequeue(QUEUES, Set.of(), 1000, null, null, null);
    for (int i = 0; i < 10_000 && unfinished() > 0; i++) {
      deliver(queue.dequeue(any));
      for (Job job = held.poll(); job != null; job = held.poll()) {
        settle(job, 9);
      }
      clock.advance(Duration.ofMillis(20));
      queue.tick();
    }
    assertEquals(0, unfinished());
  }

  private long unfinished() {
    Map<JobStatus, Long> counts = queue.stats().counts();
    return counts.entrySet().stream()
        .filter(count -> !count.getKey().isFinished())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void assertNothingIsLost() {
    assertCountsAreThoseOfTheTable();
    List<Job> all = all();
    assertTrue(all.size() > ROUNDS * TURNS / 2, () -> all.size() + " jobs");
    for (int i = 0; i < all.size(); i++) {
      Job job = all.get(i);
      assertEquals(i + 1, job.id());
      assertEquals(
          job.attempt(), deliveries.getOrDefault(job.id(), Set.of()).size(), job::toString);
    }
  }
}
