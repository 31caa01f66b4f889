package io.cqueue.push;

import io.cqueue.core.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this package: one for what is due at a time, and others that are there as long as
 * they have something to do. Whoever asks the store and whoever looks up hosts do not wait for each
 * other. Thread-safe.
 */
final class Threads implements AutoCloseable {

  private static final int STORE = 8;
  private static final int NETWORK = 32;

  /** How long what has begun may take. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final DaemonThreads timerThreads = new DaemonThreads("cqueue-push");
  private final DaemonThreads storeThreads = new DaemonThreads("cqueue-push-store");
  private final DaemonThreads networkThreads = new DaemonThreads("cqueue-push-network");
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, timerThreads);
  private final ThreadPoolExecutor store = pool(STORE, storeThreads);
  private final ThreadPoolExecutor network = pool(NETWORK, networkThreads);

  Threads() {
    timer.setRemoveOnCancelPolicy(true);
  }

  private static ThreadPoolExecutor pool(int max, DaemonThreads threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            max, max, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
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
    timerThreads.awaitEnd(timer, GRACE);
    networkThreads.awaitEnd(network, GRACE);
    storeThreads.awaitEnd(store, GRACE);
    store.shutdownNow();
  }
}
