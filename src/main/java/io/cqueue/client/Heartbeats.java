package io.cqueue.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the jobs of a worker: one request each third of the lease, for all of them. A job is lost
 * when the server says so, or when three in a row got no answer. Thread-safe.
 */
final class Heartbeats implements AutoCloseable {

  private static final int BEATS = 3;

  private final CqueueClient client;
  private final Duration lease;
  private final WorkerEvents events;
  private final Set<Task> tasks = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "cqueue-heartbeats");
            thread.setDaemon(true);
            return thread;
          });

  Heartbeats(CqueueClient client, Duration lease, WorkerEvents events) {
    this.client = client;
    this.lease = lease;
    this.events = events;
    long nanos = interval().toNanos();
    var unused = clock.scheduleAtFixedRate(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private Duration interval() {
    return lease.dividedBy(BEATS);
  }

  void add(Task task) {
    tasks.add(task);
  }

  void remove(Task task) {
    tasks.remove(task);
  }

  /** Interrupts all, so that they can be given back. */
  void stopAll() {
    tasks.forEach(Task::stop);
  }

  private void beat() {
    List<Task> held = List.copyOf(tasks);
    if (held.isEmpty()) {
      return;
    }
    try {
      List<Settled> answers = send(held);
      for (int i = 0; i < held.size() && i < answers.size(); i++) {
        take(held.get(i), answers.get(i).problem());
      }
    } catch (IOException | RuntimeException e) {
      held.forEach(task -> task.missed(BEATS));
      events.trouble(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Settled> send(List<Task> held) throws IOException, InterruptedException {
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (Task task : held) {
      Map<String, @Nullable Object> item = new LinkedHashMap<>();
      item.put("ID", task.job().id());
      item.put("Attempt", task.job().attempt());
      item.put("Lease", Fields.seconds(lease));
      task.takeProgress().ifPresent(progress -> item.put("Progress", progress));
      items.add(item);
    }
    // It must not take longer than until the next, or three would be more than the lease.
    Transport.Request request =
        client.request("POST", "/jobs/extend", Json.of(items).text(), Map.of(), interval());
    Json answer = new Call(client.transport(), request).send(1);
    return answer.elements().stream().map(Settled::of).toList();
  }

  private static void take(Task task, @Nullable Problem problem) {
    if (problem == null) {
      task.kept();
    } else if (problem.isLost()) {
      task.lose();
    } else {
      // There was no room for its progress, for instance. The next one goes without.
      task.missed(BEATS);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
