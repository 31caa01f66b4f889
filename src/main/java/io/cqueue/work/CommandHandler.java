package io.cqueue.work;

import io.cqueue.client.FailedException;
import io.cqueue.client.Handler;
import io.cqueue.client.Job;
import io.cqueue.client.Json;
import io.cqueue.client.Task;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does a job by a command: the payload is its standard input, its standard output the result. How
 * it ends says what becomes of the job, see {@link Ending}. If the job is lost or must be given
 * back, the command is ended, and whatever it has started. Thread-safe.
 */
public final class CommandHandler implements Handler {

  /** What a program returns that was ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  /** Ctrl-C reaches the command before it reaches us, by so much at most. */
  private static final int SIGNAL_MILLIS = 500;

  private final CommandSettings settings;
  private final CountDownLatch stopping;
  private final ExecutorService readers =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "cqueue-output");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * For this command.
   *
   * @param stopping is counted down when no more jobs are wanted
   */
  public CommandHandler(CommandSettings settings, CountDownLatch stopping) {
    this.settings = settings;
    this.stopping = stopping;
  }

  @Override
  public @Nullable Object handle(Task task) throws Exception {
    RunningCommand command = start(task.job());
    Ending ending;
    try {
      ending = command.await();
    } catch (InterruptedException e) {
      command.kill();
      throw e;
    }
    if (ending.exitCode() == INTERRUPTED && stopping.await(SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
      task.giveBack();
      return null;
    }
    return ending.result();
  }

  private RunningCommand start(Job job) throws FailedException {
    ProcessBuilder builder = new ProcessBuilder(settings.command());
    builder.environment().putAll(environment(job));
    try {
      return RunningCommand.start(builder, job.payload(), settings, readers);
    } catch (IOException e) {
      // No such file, no right to run it: it may be there again at the next attempt.
      throw new FailedException(Ending.notStarted(e));
    }
  }

  private static Map<String, String> environment(Job job) {
    return Map.of(
        "CQUEUE_JOB_ID", String.valueOf(job.id()),
        "CQUEUE_TYPE", job.type(),
        "CQUEUE_QUEUE", job.queue(),
        "CQUEUE_ATTEMPT", String.valueOf(job.attempt()),
        "CQUEUE_TAGS", Json.of(job.tags()).text());
  }
}
