package io.cqueue.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Batch;
import io.cqueue.core.Callback;
import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobBuilder;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Settlement;
import io.cqueue.core.Settlement.Claim;
import io.cqueue.cron.CronCalendar;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several servers on one database, by its clock. */
final class NodesTest {

  private static final int NODES = 3;
  private static final int ACTORS = 6;

  private final String schema = TestDatabase.newSchema();
  private final List<Pool> pools = new ArrayList<>();
  private final List<JobQueue> nodes = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void openNodes() {
    for (int i = 0; i < NODES; i++) {
      Pool pool = TestDatabase.pool(schema);
      pools.add(pool);
      nodes.add(PostgresJobQueue.open(pool, new CronCalendar(), 100_000, new JobCounters(0)));
    }
  }

  @AfterEach
  void closeNodes() {
    threads.shutdownNow();
    nodes.forEach(JobQueue::close);
    pools.forEach(Pool::close);
    TestDatabase.drop(schema);
  }

  private JobQueue node(int number) {
    return nodes.get(number % NODES);
  }

  /** Lets so many do the same at once, each at one of the nodes, and waits for all. */
  private void atOnce(int actors, Actor actor) throws Exception {
    List<Callable<Void>> calls = new ArrayList<>();
    for (int i = 0; i < actors; i++) {
      int number = i;
      calls.add(
          () -> {
            actor.act(node(number), number);
            return null;
          });
    }
    for (Future<Void> each : threads.invokeAll(calls)) {
      each.get();
    }
  }

  private interface Actor {
    void act(JobQueue queue, int number) throws Exception;
  }

  private static Dequeue from(int max, String... queues) {
    return new Dequeue(List.of(queues), Set.of(), max, null, null, null);
  }

  @Test
  void eachJobIsHandedOutOnceAndTheCountsAddUp() throws Exception {
    Set<Long> concluded = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    atOnce(
        ACTORS,
        (queue, number) -> {
          for (int i = 0; i < 100; i++) {
            queue.enqueue(NewJob.ofType("a"));
            if (i % 2 == 0) {
              queue.enqueue(List.of(NewJob.ofType("a"), NewJob.ofType("b")), null);
            }
            for (Job job : queue.dequeue(from(2, "default"))) {
              if (!concluded.add(job.id())) {
                twice.incrementAndGet();
              }
              queue.settle(new Settlement.Conclude(job.id(), new Claim(1, null), null));
            }
          }
        });
    List<Job> rest = node(0).dequeue(from(1000, "default"));

    assertEquals(0, twice.get());
    assertEquals(ACTORS * 200, concluded.size() + rest.size());
    assertEquals(concluded.size(), node(1).stats().count(JobStatus.CONCLUDED));
    assertEquals(rest.size(), node(2).stats().count(JobStatus.IN_PROGRESS));
    assertEquals(0, node(2).stats().count(JobStatus.QUEUED));
  }

  /** Each adds a job before it asks for one, so that there is one, whatever the others do. */
  @Test
  void whoeverAsksWhileThereIsAJobGetsOne() throws Exception {
    atOnce(
        ACTORS,
        (queue, number) -> {
          for (int i = 0; i < 100; i++) {
            queue.enqueue(NewJob.ofType("a"));
            assertEquals(1, queue.dequeue(from(1, "default")).size(), "job " + i + " of " + number);
          }
        });
  }

  @Test
  void aBatchEndsOnceWhoeverSettlesItsJobs() throws Exception {
    List<Long> batches = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      List<NewJob> jobs = Collections.nCopies(60, NewJob.ofType("a"));
      Callback next = new Callback.Enqueue(JobBuilder.job().in("next").build());
      batches.add(node(i).enqueueBatch(new NewBatch(null, jobs, next, next), null).id());
    }
    List<Job> jobs = new ArrayList<>(node(0).dequeue(from(1000, "default")));
    Collections.shuffle(jobs, new Random(1));
    atOnce(
        ACTORS,
        (queue, number) -> {
          int share = jobs.size() / ACTORS;
          List<Job> own = jobs.subList(number * share, (number + 1) * share);
          for (int i = 0; i < share; i += 10) {
            List<Settlement> items = new ArrayList<>();
            for (Job job : own.subList(i, i + 10)) {
              items.add(
                  job.id() % 7 == 0
                      ? new Settlement.Fail(job.id(), Claim.NONE, null, null, false)
                      : new Settlement.Conclude(job.id(), Claim.NONE, null));
            }
            queue.settle(items);
          }
        });

    for (long id : batches) {
      Batch batch = node(1).batch(id);
      assertEquals(60, batch.concluded() + batch.failed());
      assertTrue(batch.endedAt() != null, batch::toString);
    }
    assertEquals(5, node(2).queue("next").counts().get(JobStatus.QUEUED));
  }

  @Test
  void ofOneGroupOneJobIsInProgressAtMostAndInOrder() throws Exception {
    int groups = 4;
    int each = 60;
    Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();
    Map<String, List<Long>> order = new ConcurrentHashMap<>();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    for (int i = 0; i < groups * each / 2; i++) {
      node(i).enqueue(JobBuilder.job().group("g" + i % groups).build());
    }
    atOnce(
        ACTORS,
        (queue, number) -> {
          Random random = new Random(number);
          if (number == 0) {
            for (int i = 0; i < groups * each / 2; i++) {
              queue.enqueue(JobBuilder.job().group("g" + i % groups).build());
            }
          }
          while (done.get() < groups * each) {
            for (Job job : queue.dequeue(from(3, "default"))) {
              String group = String.valueOf(job.options().group());
              AtomicInteger inGroup = busy.computeIfAbsent(group, any -> new AtomicInteger());
              if (inGroup.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
              }
              boolean release = random.nextInt(5) == 0;
              if (!release) {
                order.computeIfAbsent(group, any -> new ArrayList<>()).add(job.id());
                done.incrementAndGet();
              }
              inGroup.decrementAndGet();
              Claim claim = new Claim(job.attempt(), null);
              queue.settle(
                  release
                      ? new Settlement.Release(job.id(), claim, Duration.ZERO)
                      : new Settlement.Conclude(job.id(), claim, null));
            }
          }
        });

    assertEquals(0, overlaps.get());
    for (List<Long> ids : order.values()) {
      assertEquals(each, ids.size());
      assertEquals(ids.stream().sorted().toList(), ids);
    }
  }

  @Test
  void aUniqueKeyIsUniqueOnAllNodes() throws Exception {
    Set<Long> added = ConcurrentHashMap.newKeySet();
    atOnce(
        ACTORS,
        (queue, number) -> {
          for (int i = 0; i < 50; i++) {
            var enqueued = queue.enqueue(JobBuilder.job().uniqueKey("k" + i).build());
            if (enqueued.added() && !added.add(enqueued.id())) {
              throw new AssertionError("twice " + enqueued);
            }
          }
        });

    assertEquals(50, added.size());
    assertEquals(50, node(0).stats().count(JobStatus.QUEUED));
  }

  @Test
  void limitsAreGlobal() throws Exception {
    QueueSettings before = QueueSettings.DEFAULT;
    node(0)
        .configure(
            "default",
            new QueueSettings(
                false,
                before.lease(),
                before.maxAttempts(),
                before.backoffBase(),
                before.backoffCap(),
                40,
                7,
                0,
                before.keepConcluded(),
                null));
    AtomicInteger added = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    atOnce(
        ACTORS,
        (queue, number) -> {
          for (int i = 0; i < 20; i++) {
            try {
              queue.enqueue(NewJob.ofType("a"));
              added.incrementAndGet();
            } catch (RefusedException full) {
              // as it should be, now and then
            }
            taken.addAndGet(queue.dequeue(from(2, "default")).size());
          }
        });

    assertEquals(40, added.get());
    assertEquals(7, taken.get());
  }

  @Test
  void jobsThatWaitForJobsThatEndAtTheSameTimeAreFreed() throws Exception {
    int rounds = 30;
    List<Long> last = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      long[] first = new long[ACTORS];
      for (int j = 0; j < ACTORS; j++) {
        first[j] = node(j).enqueue(NewJob.ofType("a")).id();
      }
      last.add(node(i).enqueue(JobBuilder.job().in("last").after(first).build()).id());
      node(i).dequeue(from(ACTORS, "default"));
      atOnce(
          ACTORS,
          (queue, number) ->
              queue.settle(new Settlement.Conclude(first[number], Claim.NONE, null)));
    }

    assertEquals(last, node(0).dequeue(from(1000, "last")).stream().map(Job::id).toList());
  }

  @Test
  void whateverOperatorsDoMeanwhileTheCountsAddUp() throws Exception {
    AtomicInteger added = new AtomicInteger();
    atOnce(
        ACTORS,
        (queue, number) -> {
          Random random = new Random(number);
          for (int i = 0; i < 150; i++) {
            try {
              act(queue, random, added);
            } catch (RefusedException e) {
              // as it should be: another was faster
            }
          }
        });

    long total = 0;
    for (JobStatus status : JobStatus.values()) {
      long counted = node(0).stats().count(status);
      assertEquals(
          node(1)
              .list(new JobFilter(null, Set.of(status), Set.of(), Map.of(), 0, 1000))
              .jobs()
              .size(),
          counted,
          status.name());
      total += counted;
    }
    assertEquals(added.get(), total);
  }

  private static void act(JobQueue queue, Random random, AtomicInteger added) {
    long id = random.nextInt(1 + added.get()) + 1L;
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> {
        JobBuilder job = JobBuilder.job().in(random.nextBoolean() ? "a" : "b");
        if (random.nextBoolean()) {
          job.group("g" + random.nextInt(2));
        }
        if (random.nextInt(4) == 0) {
          job.after(id);
        }
        queue.enqueue(job.build());
        added.incrementAndGet();
      }
      case 3, 4 -> {
        for (Job job : queue.dequeue(from(3, "a", "b"))) {
          Claim claim = new Claim(job.attempt(), null);
          queue.settle(
              random.nextBoolean()
                  ? new Settlement.Conclude(job.id(), claim, null)
                  : new Settlement.Fail(
                      job.id(), claim, null, Duration.ZERO, random.nextBoolean()));
        }
      }
      case 5 -> queue.cancel(id);
      case 6 -> queue.retry(id);
      case 7 -> queue.move(id, random.nextBoolean() ? "a" : "b");
      default -> {
        if (random.nextInt(10) == 0) {
          queue.purge("a");
        } else {
          queue.retryFailed("b");
        }
      }
    }
  }

  @Test
  void whoWaitsAtOneNodeIsWokenByWhatHappensAtAnotherAlsoBetweenTicks() throws Exception {
    // Nothing ticks here, so it is by notification.
    CompletableFuture<List<Job>> got = new CompletableFuture<>();
    node(0).dequeue(Dequeue.DEFAULT, Duration.ofMinutes(1), got::complete);
    long id = node(1).enqueue(NewJob.ofType("a")).id();
    assertEquals(id, got.get(50, TimeUnit.SECONDS).get(0).id());

    CompletableFuture<Optional<JobHistory>> finished = new CompletableFuture<>();
    node(2).await(id, Duration.ofMinutes(1), finished::complete);
    node(1).cancel(id);
    assertTrue(finished.get(50, TimeUnit.SECONDS).isPresent());

    CompletableFuture<Void> woken = new CompletableFuture<>();
    JobQueue.Events events = node(0).listen(() -> woken.complete(null));
    node(1).enqueue(NewJob.ofType("a"));
    woken.get(50, TimeUnit.SECONDS);
    assertEquals(events.after(0, 10), node(2).listen(() -> {}).after(0, 10));
  }

  @Test
  void aNodeThatLostItsConnectionsIsWokenAgain() throws Exception {
    TestDatabase.cutConnections(schema);
    CompletableFuture<List<Job>> got = new CompletableFuture<>();
    node(0).dequeue(Dequeue.DEFAULT, Duration.ofMinutes(1), got::complete);
    long id = node(1).enqueue(NewJob.ofType("a")).id();

    assertEquals(id, got.get(50, TimeUnit.SECONDS).get(0).id());
  }

  @Test
  void withoutNotificationsTicksAreEnough() throws Exception {
    // With a time of its own a node neither tells others nor hears from them.
    InstantSource clock = InstantSource.system();
    JobQueue one =
        PostgresJobQueue.open(pools.get(0), clock, new CronCalendar(), 100, new JobCounters(0));
    JobQueue other =
        PostgresJobQueue.open(pools.get(1), clock, new CronCalendar(), 100, new JobCounters(0));
    CompletableFuture<List<Job>> got = new CompletableFuture<>();
    one.dequeue(Dequeue.DEFAULT, Duration.ofMinutes(1), got::complete);
    AtomicInteger woken = new AtomicInteger();
    JobQueue.Events events = one.listen(woken::incrementAndGet);
    long id = other.enqueue(NewJob.ofType("a")).id();
    one.tick();
    assertEquals(id, got.get(50, TimeUnit.SECONDS).get(0).id());
    assertTrue(woken.get() > 0);
    assertEquals(2, events.after(0, 10).size());

    CompletableFuture<Optional<JobHistory>> finished = new CompletableFuture<>();
    one.await(id, Duration.ofMinutes(1), finished::complete);
    other.cancel(id);
    one.tick();
    assertTrue(finished.get(50, TimeUnit.SECONDS).isPresent());
  }
}
