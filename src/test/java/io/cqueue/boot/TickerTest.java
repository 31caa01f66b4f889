package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.JobQueue;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TickerTest {

  private final AtomicLong nanos = new AtomicLong();

  /** A queue that does nothing but tick: no real one gets stuck, or breaks, when told to. */
  private static JobQueue ticking(LongSupplier tick) {
    return (JobQueue)
        Proxy.newProxyInstance(
            JobQueue.class.getClassLoader(),
            new Class<?>[] {JobQueue.class},
            (proxy, method, args) -> {
              assertEquals("tick", method.getName());
              return tick.getAsLong();
            });
  }

  @Test
  void aTickThatDoesNotEndIsLateButTheTickerLives() {
    Semaphore entered = new Semaphore(0);
    CountDownLatch end = new CountDownLatch(1);
    JobQueue queue =
        ticking(
            () -> {
              entered.release();
              await(end);
              return 0;
            });
    try (Ticker ticker = new Ticker(queue, nanos::get)) {
      entered.acquireUninterruptibly();
      nanos.addAndGet(Duration.ofSeconds(30).toNanos());

      assertEquals(Duration.ofSeconds(30), ticker.sinceLast());
      assertTrue(ticker.isAlive());
      end.countDown();
      entered.acquireUninterruptibly(); // the first has ended, and the next begun
      assertEquals(Duration.ZERO, ticker.sinceLast());
    }
  }

  @Test
  void aTickThatFailsIsFollowedByTheNext() {
    Semaphore entered = new Semaphore(0);
    JobQueue queue =
        ticking(
            () -> {
              entered.release();
              throw new IllegalStateException("as it should");
            });
    try (Ticker ticker = new Ticker(queue, nanos::get)) {
      entered.acquireUninterruptibly(2);

      assertTrue(ticker.isAlive());
    }
  }

  @Test
  void afterAnErrorTimeStandsStill() throws InterruptedException {
    CountDownLatch broken = new CountDownLatch(1);
    JobQueue queue =
        ticking(
            () -> {
              Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> broken.countDown());
              throw new StackOverflowError("as it should");
            });
    try (Ticker ticker = new Ticker(queue, nanos::get)) {
      broken.await();
      while (ticker.isAlive()) {
        Thread.onSpinWait(); // it is about to end
      }
      assertFalse(ticker.isAlive());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
