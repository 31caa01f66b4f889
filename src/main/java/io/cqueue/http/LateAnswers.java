package io.cqueue.http;

import io.cqueue.core.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Sends answers that come late. Whoever brings them about, such as a producer whose jobs consumers
 * wait for, must not be the one to write them, since there may be many, and the consumers may read
 * slowly. So a few threads do, which are there only while they are needed. But to wake a thread
 * takes longer than to write an answer: the first one that cannot be held up by its reader is
 * written by the thread of the request that brought it about. Thread-safe.
 */
public final class LateAnswers implements AutoCloseable {

  private static final int MAX_THREADS = 16;
  private static final int KEEP_SECONDS = 10;

  /** How long the last of them may take when the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final DaemonThreads clockThreads = new DaemonThreads("cqueue-heartbeat");
  private final DaemonThreads answerThreads = new DaemonThreads("cqueue-late-answer");

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, task -> afresh(clockThreads, task));

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MAX_THREADS,
          MAX_THREADS,
          KEEP_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> afresh(answerThreads, task));

  /** Set for a thread while it asks something for a request, until it has helped someone else. */
  private final ThreadLocal<Boolean> helpers = new ThreadLocal<>();

  /** Starts no thread yet. */
  public LateAnswers() {
    threads.allowCoreThreadTimeOut(true);
    clock.setRemoveOnCancelPolicy(true);
  }

  /** A thread takes over what the log knows of the one that makes it, here of a request. */
  private static Thread afresh(DaemonThreads threads, Runnable task) {
    return threads.newThread(
        () -> {
          MDC.clear();
          task.run();
        });
  }

  /**
   * Asks the queue something for the request that this thread works on.
   *
   * @param question given what to answer with
   * @return what the method of the resource is to return; see {@link LateAnswer#toReturn}
   */
  Object answer(Consumer<LateAnswer> question) {
    return answer(null, question);
  }

  /** The same, where the client may wait for something to happen. */
  Object answer(@Nullable Departure client, Consumer<LateAnswer> question) {
    LateAnswer answer = new LateAnswer(this, client);
    helpers.set(true);
    try {
      question.accept(answer);
    } finally {
      helpers.remove();
    }
    return answer.toReturn();
  }

  /** Whether this thread may answer another request now. It may do so once for each of its own. */
  boolean mayHelp() {
    boolean may = helpers.get() != null;
    helpers.remove();
    return may;
  }

  /** Runs something on one of the threads. */
  void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      // The server has stopped, and with it the connection for which this was.
    }
  }

  /** Runs something again and again, at once whenever it is due: it must not block. */
  Future<?> every(int seconds, Runnable task) {
    return clock.scheduleAtFixedRate(task, seconds, seconds, TimeUnit.SECONDS);
  }

  /** Sends what there is, for some seconds, and then no more. */
  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdown();
    clockThreads.awaitEnd(clock, GRACE);
    answerThreads.awaitEnd(threads, GRACE);
  }
}
