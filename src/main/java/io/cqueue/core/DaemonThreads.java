package io.cqueue.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Makes the threads of a pool, and waits until they are gone. A pool says that it has terminated a
 * moment before its last thread has: a servlet container that looks at that moment finds a thread
 * of an application that it has just stopped. Thread-safe.
 */
public final class DaemonThreads implements ThreadFactory {

  private final String name;

  /** Guarded by itself. Those that have ended leave when another is made. */
  private final List<Thread> threads = new ArrayList<>();

  private int made;

  /**
   * Makes none yet.
   *
   * @param name what each is called, before its number
   */
  public DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    synchronized (threads) {
      threads.removeIf(each -> each.getState() == Thread.State.TERMINATED);
      made++;
      Thread thread = new Thread(task, name + "-" + made);
      thread.setDaemon(true);
      threads.add(thread);
      return thread;
    }
  }

  /**
   * Waits until a pool that was shut down has ended, and its threads too. Ends early if the caller
   * is interrupted, which it stays.
   *
   * @param pool whose threads these are
   * @param most how long the pool may take; if it takes longer, it is not waited for
   */
  public void awaitEnd(ExecutorService pool, Duration most) {
    try {
      if (pool.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
        join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until all have ended, for as long as that takes: for when nothing can keep them.
   *
   * @throws InterruptedException if the caller is interrupted meanwhile
   */
  public void join() throws InterruptedException {
    List<Thread> all;
    synchronized (threads) {
      all = List.copyOf(threads);
    }
    for (Thread each : all) {
      each.join();
    }
  }
}
