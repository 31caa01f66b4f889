package io.cqueue.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does jobs until it is stopped.
 *
 * <pre>{@code
 * CqueueClient cqueue = CqueueClient.to(URI.create("http://localhost:3000"));
 * WorkerSettings settings = WorkerSettings.of("thumbnails").concurrency(4);
 * try (Worker worker = Worker.start(cqueue, settings, task -> thumbnail(task.payload()))) {
 *   worker.await();
 * }
 * }</pre>
 *
 * <p>It waits for jobs without asking again and again, tells of a finished job and takes the next
 * in one request, and keeps what takes long by heartbeats. A job that is lost, since its lease ran
 * out or someone cancelled it, is interrupted. A server that does not answer is asked again,
 * however long it takes. Thread-safe.
 */
public final class Worker implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Heartbeats heartbeats;
  private final List<WorkerLoop> loops = new ArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch running;

  private Worker(
      CqueueClient client, WorkerSettings settings, Handler handler, WorkerEvents events) {
    this.heartbeats = new Heartbeats(client, settings.lease(), events);
    this.running = new CountDownLatch(settings.concurrency());
    for (int i = 0; i < settings.concurrency(); i++) {
      loops.add(
          new WorkerLoop(
              client,
              settings.dequeue(),
              handler,
              heartbeats,
              stopping,
              new Outbox(client, heartbeats, events)));
    }
  }

  /** Starts one that tells nobody of its work. */
  public static Worker start(CqueueClient client, WorkerSettings settings, Handler handler) {
    return start(client, settings, handler, WorkerEvents.NONE);
  }

  /** Starts one that tells of its work. */
  public static Worker start(
      CqueueClient client, WorkerSettings settings, Handler handler, WorkerEvents events) {
    Worker worker = new Worker(client, settings, handler, events);
    for (int i = 0; i < worker.loops.size(); i++) {
      worker.start(worker.loops.get(i), "cqueue-worker-" + (i + 1));
    }
    return worker;
  }

  private void start(WorkerLoop loop, String name) {
    Runnable work =
        () -> {
          try {
            loop.run();
          } finally {
            running.countDown();
          }
        };
    new Thread(work, name).start();
  }

  /** Takes no more jobs. Those that have begun are brought to their end. */
  public void stop() {
    stopping.countDown();
    loops.forEach(WorkerLoop::stopWaiting);
  }

  /** Returns when it has stopped: someone must say so. */
  public void await() throws InterruptedException {
    running.await();
  }

  /**
   * Stops, and gives back the jobs that are not done within this time: their handlers are
   * interrupted. Returns when all of them have ended and the server knows.
   */
  public void close(Duration grace) throws InterruptedException {
    stop();
    try {
      if (!running.await(grace.toNanos(), TimeUnit.NANOSECONDS)) {
        heartbeats.stopAll();
        running.await();
      }
    } finally {
      heartbeats.close();
    }
  }

  /** The same, within half a minute. */
  @Override
  public void close() throws IOException {
    try {
      close(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while jobs were still under way", e);
    }
  }
}
