package io.cqueue.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends answers that come late. Whoever brings one about, such as a producer whose job a consumer
 * waits for, must not be the one to write it, since that consumer may read slowly. So a few threads
 * do, which are there only while they are needed. Thread-safe.
 */
public final class LateAnswers implements AutoCloseable {

  private static final int MAX_THREADS = 16;
  private static final int KEEP_SECONDS = 10;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MAX_THREADS,
          MAX_THREADS,
          KEEP_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "cqueue-late-answer");
            thread.setDaemon(true);
            return thread;
          });

  /** Starts no thread yet. */
  public LateAnswers() {
    threads.allowCoreThreadTimeOut(true);
  }

  /** Completes a future on one of the threads. */
  <T> void complete(CompletableFuture<T> future, T value) {
    threads.execute(() -> future.complete(value));
  }

  /** Sends what there is, and then no more. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
