package io.cqueue.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.cqueue.boot.InProcessServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What must be true of a server when everyone has gone: the counts fit, and nothing is left over.
 */
final class Books {

  private static final long PATIENCE = 20_000_000_000L;

  private static final Map<String, String> STATUSES =
      Map.of(
          "Queued", "QUEUED",
          "InProgress", "IN_PROGRESS",
          "Concluded", "CONCLUDED",
          "Scheduled", "SCHEDULED",
          "Blocked", "BLOCKED",
          "Failed", "FAILED",
          "Cancelled", "CANCELLED");

  private final InProcessServer server;
  private final Set<String> delivered;
  private final Client client;

  /**
   * Those of a server.
   *
   * @param delivered for each job that someone was given, its ID, a slash and the attempt
   */
  Books(InProcessServer server, Set<String> delivered) {
    this.server = server;
    this.delivered = delivered;
    this.client = new Client(server.connect());
  }

  /** Waits a little for what is still on its way, as what someone who hung up gives back. */
  void check() {
    // One whose client is gone finds out when there is something to tell it, or by its heartbeat.
    server.dismissListeners();
    eventually(() -> server.listeners() == 0 ? "" : server.listeners() + " still listen");
    eventually(() -> server.bodies() == 0 ? "" : "bodies take " + server.bodies() + " bytes");
    eventually(() -> server.busyThreads() <= 2 ? "" : server.busyThreads() + " threads are busy");
    eventually(this::differences);
    client.hangUp();
  }

  private String differences() {
    JsonNode stats = get("/jobs/stats");
    int ownWaits = server.pushWaits();
    if (stats.path("WaitingConsumers").asInt() != ownWaits) {
      return ownWaits + " of the server itself may wait: " + stats;
    }
    Map<String, Long> listed = new TreeMap<>();
    Map<String, Long> byQueue = new TreeMap<>();
    String undelivered = "";
    String next = "0";
    while (!next.isEmpty()) {
      JsonNode page = get("/jobs?limit=7&after=" + next);
      for (JsonNode job : page.path("Jobs")) {
        String status = job.path("Status").asText();
        listed.merge(status, 1L, Long::sum);
        byQueue.merge(job.path("Queue").asText() + " " + status, 1L, Long::sum);
        String attempt = job.path("ID").asText() + "/" + job.path("Attempt").asText();
        if (status.equals("IN_PROGRESS") && !delivered.contains(attempt)) {
          undelivered = "nobody was given " + job;
        }
      }
      next = page.path("Next").asText();
    }
    if (!undelivered.isEmpty()) {
      return undelivered;
    }
    for (Map.Entry<String, String> status : STATUSES.entrySet()) {
      if (stats.path(status.getKey()).asLong() != listed.getOrDefault(status.getValue(), 0L)) {
        return "the counts are " + stats + " and the list has " + listed;
      }
    }
    Map<String, Long> counted = new TreeMap<>();
    for (JsonNode queue : get("/queues").path("Queues")) {
      for (Map.Entry<String, JsonNode> count : queue.path("Counts").properties()) {
        if (count.getValue().asLong() > 0) {
          String status = STATUSES.getOrDefault(count.getKey(), count.getKey());
          counted.put(queue.path("Name").asText() + " " + status, count.getValue().asLong());
        }
      }
    }
    return counted.equals(byQueue) ? "" : "queues count " + counted + ", the list " + byQueue;
  }

  private JsonNode get(String path) {
    client.send(
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    long limit = System.nanoTime() + PATIENCE;
    while (true) {
      Heard answer = client.answer(2);
      if (answer != null) {
        answer.check(false);
        return answer.json();
      }
      if (System.nanoTime() > limit) {
        throw new AssertionError("no answer to " + path);
      }
    }
  }

  private static void eventually(Supplier<String> wrong) {
    long limit = System.nanoTime() + PATIENCE;
    for (String now = wrong.get(); !now.isEmpty(); now = wrong.get()) {
      if (System.nanoTime() > limit) {
        throw new AssertionError(now);
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
