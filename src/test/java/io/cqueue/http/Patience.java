package io.cqueue.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what must come, and fails if it does not: on the busiest machine, since how long it
 * takes is not what tests are about.
 */
public final class Patience {

  public static final Duration LIMIT = Duration.ofMinutes(2);

  private Patience() {}

  /** Waits until something is so. */
  public static void until(Callable<Boolean> condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("it did not come about");
        }
        LockSupport.parkNanos(1_000_000);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  public static <T> T get(Future<T> future) {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
