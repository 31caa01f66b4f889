package io.cqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Settlement;
import io.cqueue.core.Stats;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A queue under many callers at once: what all of them found must together make sense. How many
 * there are and what they do is random but comes from a seed, which the name of a failed test
 * shows.
 */
final class ConcurrencyTest {

  private static final int JOBS_A_PRODUCER = 2_000;

  /** Producers that have not ended yet; then consumers know that empty means empty. */
  private final AtomicInteger producing = new AtomicInteger();

  private final JobQueue queue =
      new MemoryJobQueue(
          InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z")),
          (cron, zone, after) -> null,
          new MemoryLimits(Long.MAX_VALUE, Integer.MAX_VALUE));

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void eachJobGoesToOneOfManyConsumersAndTheCountsAddUp(long seed) throws Exception {
    Random random = new Random(seed);
    int producers = 1 + random.nextInt(8);
    int consumers = 1 + random.nextInt(8);
    long total = (long) producers * JOBS_A_PRODUCER;
    List<Callable<List<Long>>> actors = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      actors.add(producer("producer " + i));
    }
    for (int i = 0; i < consumers; i++) {
      actors.add(consumer("consumer " + i, new Random(random.nextLong())));
    }

    List<List<Long>> found = atOnce(actors);

    Set<Long> produced = new HashSet<>();
    found.subList(0, producers).forEach(produced::addAll);
    List<Long> consumed = new ArrayList<>();
    found.subList(producers, found.size()).forEach(consumed::addAll);
    assertEquals(total, produced.size(), "every job has its own ID");
    assertEquals(total, Collections.max(produced), "no ID is left out");
    assertEquals(total, consumed.size(), "no job comes out twice");
    assertEquals(produced, new HashSet<>(consumed), "every job comes out");
    assertEquals(Optional.empty(), dequeue(null));
    long concluded = produced.stream().filter(id -> isConcluded(id)).count();
    Stats stats = queue.stats();
    assertEquals(0, stats.count(JobStatus.QUEUED));
    assertEquals(concluded, stats.count(JobStatus.CONCLUDED));
    assertEquals(total - concluded, stats.count(JobStatus.IN_PROGRESS));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void oneConsumerGetsTheJobsOfManyProducersInOrder(long seed) throws Exception {
    int producers = 2 + new Random(seed).nextInt(7);
    List<Callable<List<Long>>> actors = new ArrayList<>();
    actors.add(consumer("consumer", new Random(seed)));
    for (int i = 0; i < producers; i++) {
      actors.add(producer("producer " + i));
    }

    List<Long> consumed = atOnce(actors).get(0);

    assertEquals(producers * JOBS_A_PRODUCER, consumed.size());
    for (int i = 0; i < consumed.size(); i++) {
      assertEquals(
          i + 1, consumed.get(i), "IDs ascend as jobs go in, so they ascend as they leave");
    }
  }

  @Test
  void oneOfManyThatConcludeAJobAtOnceSucceeds() throws Exception {
    for (int round = 0; round < 500; round++) {
      long id = queue.enqueue(NewJob.ofType("A")).id();
      assertEquals(id, dequeue(null).orElseThrow().id());
      Callable<List<Long>> actor =
          () -> {
            try {
              return List.of(conclude(id, null).id());
            } catch (RefusedException e) {
              return List.of();
            }
          };

      List<List<Long>> found = atOnce(List.of(actor, actor, actor, actor));

      assertEquals(1, found.stream().mapToInt(List::size).sum());
      assertEquals(round + 1, queue.stats().count(JobStatus.CONCLUDED));
    }
  }

  private boolean isConcluded(long id) {
    return queue.find(id).orElseThrow().job().status() == JobStatus.CONCLUDED;
  }

  /** Enqueues its jobs; their IDs. */
  private Callable<List<Long>> producer(String type) {
    producing.incrementAndGet();
    return () -> {
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < JOBS_A_PRODUCER; i++) {
        ids.add(queue.enqueue(NewJob.ofType(type)).id());
      }
      producing.decrementAndGet();
      return ids;
    };
  }

  /** Dequeues until none is left to come, and concludes most; the IDs of all it got. */
  private Callable<List<Long>> consumer(String name, Random random) {
    return () -> {
      List<Long> ids = new ArrayList<>();
      while (true) {
        boolean last = producing.get() == 0;
        Optional<Job> job = dequeue(name);
        if (job.isEmpty() && last) {
          return ids;
        }
        if (job.isEmpty()) {
          Thread.onSpinWait();
          continue;
        }
        ids.add(job.get().id());
        assertEquals(name, job.get().consumer());
        if (random.nextInt(10) > 0) {
          assertEquals(JobStatus.CONCLUDED, conclude(job.get().id(), name).status());
        }
        if (random.nextInt(50) == 0) {
          Stats stats = queue.stats();
          assertTrue(
              stats.count(JobStatus.QUEUED) >= 0
                  && stats.count(JobStatus.IN_PROGRESS) >= 0
                  && stats.count(JobStatus.CONCLUDED) >= 0);
        }
      }
    };
  }

  /** Runs all of them, each on a thread of its own and beginning together. */
  private static List<List<Long>> atOnce(List<Callable<List<Long>>> actors)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(actors.size());
    ExecutorService threads = Executors.newFixedThreadPool(actors.size());
    try {
      List<Future<List<Long>>> running = new ArrayList<>();
      for (Callable<List<Long>> actor : actors) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return actor.call();
                }));
      }
      List<List<Long>> results = new ArrayList<>();
      for (Future<List<Long>> each : running) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private Optional<Job> dequeue(@Nullable String consumer) {
    return queue.dequeue(Dequeue.DEFAULT.by(consumer)).stream().findFirst();
  }

  private Job conclude(long id, @Nullable String consumer) {
    return queue.settle(new Settlement.Conclude(id, new Settlement.Claim(null, consumer), null));
  }
}
