package io.cqueue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DaemonThreadsTest {

  private final DaemonThreads threads = new DaemonThreads("test");
  private final List<Thread> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService pool = Executors.newFixedThreadPool(2, threads);

  /** Many times, since a pool alone is too early only now and then. */
  @RepeatedTest(100)
  void afterAPoolHasEndedItsThreadsAreGone() {
    pool.execute(() -> seen.add(Thread.currentThread()));
    pool.execute(() -> seen.add(Thread.currentThread()));
    pool.shutdown();

    threads.awaitEnd(pool, Duration.ofSeconds(30));

    assertEquals(2, seen.size());
    assertTrue(seen.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void aPoolThatDoesNotEndIsNotWaitedForLonger() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    pool.execute(
        () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    pool.shutdown();

    threads.awaitEnd(pool, Duration.ofMillis(1));

    assertFalse(pool.isTerminated());
    end.countDown();
    threads.join();
    assertTrue(pool.isTerminated());
  }

  @Test
  void theyAreDaemonsAndNumbered() {
    Thread first = threads.newThread(() -> {});
    Thread second = threads.newThread(() -> {});

    assertEquals(
        List.of("test-1 true", "test-2 true"),
        List.of(
            first.getName() + " " + first.isDaemon(), second.getName() + " " + second.isDaemon()));
    pool.shutdown();
  }
}
