package io.cqueue.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of a {@link Worker} does: it tells what it has done and takes the next jobs in
 * the same request, and does them one after the other. If there are none, it waits in a request of
 * its own, so that nothing that is done remains untold meanwhile. {@link #stopWaiting} is for other
 * threads; its own lock guards the request that is under way.
 */
final class WorkerLoop {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FIRST_PAUSE_MILLIS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 10_000;

  private final CqueueClient client;
  private final Dequeue wanted;
  private final Handler handler;
  private final Heartbeats heartbeats;
  private final CountDownLatch stopping;
  private final Outbox outbox;

  /** What was taken and must be given back. */
  private final List<Task> unwanted = new ArrayList<>();

  /** Of the wait that got no answer yet: with it, jobs on their way are not lost. */
  private @Nullable String key;

  private @Nullable CompletableFuture<?> waiting;

  WorkerLoop(
      CqueueClient client,
      Dequeue wanted,
      Handler handler,
      Heartbeats heartbeats,
      CountDownLatch stopping,
      Outbox outbox) {
    this.client = client;
    this.wanted = wanted;
    this.handler = handler;
    this.heartbeats = heartbeats;
    this.stopping = stopping;
    this.outbox = outbox;
  }

  void run() {
    try {
      int failures = 0;
      while (!isStopping()) {
        try {
          next().forEach(this::work);
          failures = 0;
        } catch (IOException | RuntimeException e) {
          if (!isStopping()) {
            outbox.events().trouble(e);
            pause(failures++);
          }
        }
      }
      finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Ends the wait for a job that nobody will do. */
  synchronized void stopWaiting() {
    if (waiting != null) {
      waiting.cancel(true);
    }
  }

  private List<Task> next() throws IOException, InterruptedException {
    giveBack();
    List<Job> jobs = outbox.isEmpty() ? await() : outbox.exchange(wanted.waiting(Duration.ZERO));
    List<Task> tasks = jobs.stream().map(Task::new).toList();
    tasks.forEach(heartbeats::add);
    return tasks;
  }

  private List<Job> await() throws IOException, InterruptedException {
    if (key == null) {
      key = UUID.randomUUID().toString();
    }
    CompletableFuture<Transport.Answer> sent = client.transport().send(dequeue(wanted, key));
    synchronized (this) {
      waiting = sent;
      if (isStopping()) {
        sent.cancel(true);
      }
    }
    List<Job> jobs = Call.read(Call.join(sent)).elements().stream().map(Job::of).toList();
    key = null;
    return jobs;
  }

  private Transport.Request dequeue(Dequeue how, String idempotencyKey) {
    Duration timeout = PATIENCE.plus(how.waitTime());
    return client.request(
        "POST", how.path(), "", Map.of("Idempotency-Key", idempotencyKey), timeout);
  }

  private void work(Task task) {
    if (isStopping() && !task.isLost()) {
      heartbeats.remove(task);
      unwanted.add(task);
      return;
    }
    Settlement settlement = settlement(task);
    if (settlement == null) {
      heartbeats.remove(task);
      unwanted.add(task);
    } else if (task.isLost()) {
      heartbeats.remove(task);
      outbox.events().lost(task.job());
    } else {
      outbox.add(task, settlement);
    }
  }

  /** Does the job. Null if it shall be given back. */
  @SuppressWarnings("CatchAndPrintStackTrace") // Whatever a handler throws is the job's failure.
  private @Nullable Settlement settlement(Task task) {
    Job job = task.job();
    try {
      outbox.events().begun(job);
      Object result = task.run(handler);
      if (task.isGivenBack()) {
        return null;
      }
      Json json = result == null ? null : Json.of(result);
      return new Settlement.Conclude(job.id(), job.attempt(), json);
    } catch (Throwable e) {
      if (task.isGivenBack() || (task.isStopped() && !task.isLost())) {
        return null;
      }
      return new Settlement.Fail(job.id(), job.attempt(), Failure.of(e));
    }
  }

  private void pause(int failures) throws InterruptedException {
    int most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
    int millis = ThreadLocalRandom.current().nextInt(most / 2, most + 1);
    var unused = stopping.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Tells of all that is done, and gives back all that is not. */
  private void finish() throws InterruptedException {
    try {
      outbox.flush();
      if (key != null) {
        // The wait was cut short; jobs may have been on their way.
        Transport.Request again = dequeue(wanted.waiting(Duration.ZERO), key);
        Json jobs = new Call(client.transport(), again).send(2);
        jobs.elements().forEach(job -> unwanted.add(new Task(Job.of(job))));
      }
      giveBack();
    } catch (IOException | RuntimeException e) {
      // What could not be given back comes back when its lease is over.
      outbox.events().trouble(e);
    }
  }

  private void giveBack() throws IOException, InterruptedException {
    while (!unwanted.isEmpty()) {
      Job job = unwanted.remove(0).job();
      try {
        client.release(job);
        outbox.events().released(job);
      } catch (CqueueException e) {
        if (!e.problem().isLost()) {
          throw e;
        }
        outbox.events().lost(job);
      }
    }
  }
}
