package io.cqueue.push;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of this package: one for what is due at a time, and others that are there as long as
 * they have something to do. Whoever asks the store and whoever looks up hosts do not wait for each
 * other. Thread-safe.
 */
final class Threads implements AutoCloseable {

  private static final int STORE = 8;
  private static final int NETWORK = 32;

  private final ScheduledThreadPoolExecutor timer;
  private final ThreadPoolExecutor store = pool(STORE, "cqueue-push-store-");
  private final ThreadPoolExecutor network = pool(NETWORK, "cqueue-push-network-");

  Threads() {
    this.timer = new ScheduledThreadPoolExecutor(1, named("cqueue-push-"));
    timer.setRemoveOnCancelPolicy(true);
  }

  private static ThreadPoolExecutor pool(int max, String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            max, max, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** For what asks the store. */
  Executor store() {
    return store;
  }

  /** For what looks up hosts. */
  Executor network() {
    return network;
  }

  /** Does something once, after a while. */
  Future<?> after(Duration wait, Runnable task) {
    return timer.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does something again and again. */
  void each(Duration pause, Runnable task) {
    Future<?> unused =
        timer.scheduleWithFixedDelay(task, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets what has begun come to its end, for some seconds. */
  @Override
  public void close() {
    timer.shutdownNow();
    network.shutdownNow();
    store.shutdown();
    try {
      for (ThreadPoolExecutor each : new ThreadPoolExecutor[] {timer, network, store}) {
        boolean ended = each.awaitTermination(5, TimeUnit.SECONDS);
        if (!ended) {
          each.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
