package io.cqueue.work;

import io.cqueue.client.CqueueException;
import io.cqueue.client.Failure;
import io.cqueue.client.Job;
import io.cqueue.client.Problem;
import io.cqueue.client.WorkerEvents;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What a person, or a log, gets to see of a worker: a line for each job that did not go well and,
 * on a terminal, one below it that says how far it is. Its lock guards the counts and the line.
 * Thread-safe.
 */
public final class WorkLog implements WorkerEvents {

  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final CompletableFuture<Problem> refused = new CompletableFuture<>();

  private String lastTrouble = "";
  private final Set<Long> running = new HashSet<>();
  private long concluded;
  private long failed;
  private long lost;
  private long released;

  /** Writes there; to a terminal also that everything is well. */
  public WorkLog(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Completed when the server says that this worker may not have any job. */
  public CompletableFuture<Problem> refused() {
    return refused;
  }

  @Override
  public synchronized void begun(Job job) {
    running.add(job.id());
    lastTrouble = "";
    show();
  }

  @Override
  public synchronized void concluded(Job job) {
    running.remove(job.id());
    concluded++;
    show();
  }

  @Override
  public synchronized void failed(Job job, Failure failure) {
    running.remove(job.id());
    failed++;
    say("job " + job.id() + ", attempt " + job.attempt() + ", failed: " + failure.message());
  }

  @Override
  public synchronized void lost(Job job) {
    running.remove(job.id());
    lost++;
    say("job " + job.id() + ", attempt " + job.attempt() + ", was lost");
  }

  @Override
  public synchronized void released(Job job) {
    running.remove(job.id());
    released++;
    say("job " + job.id() + " was given back");
  }

  @Override
  public void trouble(Exception e) {
    if (e instanceof CqueueException no && isRefused(no.problem().status())) {
      refused.complete(no.problem());
    }
    String message = String.valueOf(e.getMessage());
    synchronized (this) {
      // All threads have the same trouble, again and again.
      if (!message.equals(lastTrouble)) {
        lastTrouble = message;
        say(message + "; trying again");
      }
    }
  }

  private static boolean isRefused(int status) {
    return status == 401 || status == 403 || status == 404;
  }

  /** A line that stays. */
  public synchronized void say(String line) {
    out.println((terminal ? ERASE : "") + "cqueue: " + line);
    show();
  }

  /** What was done in all. */
  public synchronized void sum() {
    if (terminal) {
      out.print(ERASE);
    }
    out.println("cqueue: " + counts());
    out.flush();
  }

  private void show() {
    if (terminal) {
      out.print(ERASE + running.size() + " under way, " + counts());
    }
    out.flush();
  }

  private String counts() {
    StringBuilder text = new StringBuilder(concluded + " concluded, " + failed + " failed");
    if (lost > 0) {
      text.append(", ").append(lost).append(" lost");
    }
    if (released > 0) {
      text.append(", ").append(released).append(" given back");
    }
    return text.toString();
  }
}
