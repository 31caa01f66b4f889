package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small server that is given more than it has room for. */
@Timeout(900)
public abstract class FullServerContract {

  private static final int PRODUCERS = 32;
  private static final int MIB = 1 << 20;

  private final ExecutorService clients = Executors.newFixedThreadPool(PRODUCERS);

  /** Where the server is. */
  protected abstract URI baseUri();

  /** Its log. */
  protected abstract List<String> log();

  private Http http() {
    return new Http(baseUri());
  }

  /** The server has lost its senses if it ever says this. */
  @AfterEach
  void neverRunsOutOfMemory() {
    clients.shutdownNow();
    http().get("/health/ready").is(200);
    assertTrue(
        log().stream().noneMatch(line -> line.contains("OutOfMemoryError")), log()::toString);
    assertTrue(log().stream().noneMatch(line -> line.contains(" ERROR ")), log()::toString);
  }

  /** Does something on all connections at once. */
  private void allAtOnce(Runnable task) {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      running.add(clients.submit(task));
    }
    running.forEach(Patience::get);
  }

  /** Adds jobs until there is no room, and says which ones were taken. */
  private Set<Long> fill(String body) {
    Set<Long> taken = ConcurrentHashMap.newKeySet();
    allAtOnce(
        () -> {
          Answer answer = http().post("/jobs/enqueue", body);
          for (; !isFull(answer); answer = http().post("/jobs/enqueue", body)) {
            if (answer.status() == 201) {
              JsonNode json = answer.json();
              taken.addAll(json.isArray() ? answer.ids() : List.of(answer.id()));
            }
          }
        });
    return taken;
  }

  private static boolean isFull(Answer answer) {
    if (answer.status() == 201) {
      return false;
    }
    answer.is(503);
    assertTrue(Integer.parseInt(answer.header("Retry-After")) > 0);
    return answer.json().path("type").asText().equals("urn:cqueue:store-full");
  }

  /** Takes and concludes all jobs. */
  private Set<Long> empty(int max, String result) {
    Set<Long> done = ConcurrentHashMap.newKeySet();
    allAtOnce(
        () -> {
          List<Long> ids = List.of(0L);
          while (!ids.isEmpty()) {
            ids = http().post("/jobs/dequeue?max=" + max, "").is(200).ids();
            for (long id : ids) {
              assertTrue(done.add(id), "job " + id + " came twice");
            }
            conclude(ids, result);
          }
        });
    return done;
  }

  private void conclude(List<Long> ids, String result) {
    StringBuilder items = new StringBuilder();
    for (long id : ids) {
      items.append(items.length() == 0 ? "[" : ",");
      items.append("{\"ID\":").append(id).append(",\"Result\":").append(result).append("}");
    }
    if (!ids.isEmpty()) {
      Answer answer = http().post("/jobs/conclude", items.append("]").toString());
      for (; answer.status() == 503; ) {
        answer = http().post("/jobs/conclude", items.toString());
      }
      answer
          .is(200)
          .json()
          .forEach(item -> assertEquals("CONCLUDED", item.path("Status").asText()));
    }
  }

  @Test
  void largeJobsFillItAndAreDoneAndMakeRoom() {
    String job = "{\"Payload\":\"" + "x".repeat(MIB) + "\"}";
    Set<Long> taken = fill(job);
    assertTrue(taken.size() > 16, taken.size() + " jobs of 1 MiB");
    assertEquals(taken.size(), http().get("/jobs/stats").json().path("Queued").asInt());

    assertEquals(taken, empty(2, "\"" + "y".repeat(MIB) + "\""));

    Set<Long> more = fill(job);
    assertEquals(more, empty(1, "1"));
  }

  @Test
  void smallJobsFillItAndAreDoneAndMakeRoom() {
    Set<Long> taken = fill("[" + "{\"Payload\":1},".repeat(999) + "{}]");
    assertTrue(taken.size() > 100_000, taken.size() + " small jobs");

    assertEquals(taken, empty(1000, "{\"made\":\"something\"}"));

    http().post("/jobs/enqueue", "{}").is(201);
    http().post("/jobs/dequeue", "").is(200);
  }

  @Test
  void manyLargeBodiesAtOnceAreTakenInTurnOrRefused() {
    Set<Long> taken = fill("{\"Payload\":\"" + "x".repeat(MIB) + "\"}");
    String job = "{\"Payload\":\"" + "x".repeat(8 * MIB - 14) + "\"}"; // none of them fits
    byte[] body = job.getBytes(StandardCharsets.UTF_8);
    allAtOnce(
        () -> {
          for (int i = 0; i < 4; i++) {
            try (Wire wire = Wire.to(baseUri())) {
              wire.trySend(
                  wire.head("POST /jobs/enqueue", "Content-Length: " + body.length + "\r\n")
                      .getBytes(StandardCharsets.UTF_8));
              wire.trySend(body);
              isFull(wire.answer());
            }
          }
        });

    assertEquals(taken, empty(8, "null"));
  }

  @Test
  void bodiesOfNothingButNamesAreRefusedBeforeTheNamesAreGathered() {
    Set<Long> taken = fill("{\"Payload\":\"" + "x".repeat(MIB) + "\"}");
    StringBuilder job = new StringBuilder("{\"Payload\":{\"\":0");
    for (int i = 0; job.length() < 8 * MIB - 20; i++) {
      job.append(",\"").append(Integer.toString(i, Character.MAX_RADIX)).append("\":0");
    }
    byte[] body = job.append("}}").toString().getBytes(StandardCharsets.UTF_8);
    allAtOnce(
        () -> {
          for (int i = 0; i < 4; i++) {
            try (Wire wire = Wire.to(baseUri())) {
              wire.trySend(
                  wire.head("POST /jobs/enqueue", "Content-Length: " + body.length + "\r\n")
                      .getBytes(StandardCharsets.UTF_8));
              wire.trySend(body);
              int status = wire.answer().status();
              assertTrue(status == 400 || status == 503, () -> "it was " + status);
            }
          }
        });

    assertEquals(taken, empty(8, "null"));
  }

  @Test
  void aDeepPileOfSmallThingsIsRefusedBeforeItIsPiledUp() {
    int count = 8 * MIB / 3 - 1;
    byte[] jobs = ("[" + "{},".repeat(count) + "{}]").getBytes(StandardCharsets.UTF_8);
    allAtOnce(
        () -> {
          for (int i = 0; i < 2; i++) {
            try (Wire wire = Wire.to(baseUri())) {
              wire.trySend(
                  wire.head("POST /jobs/enqueue", "Content-Length: " + jobs.length + "\r\n")
                      .getBytes(StandardCharsets.UTF_8));
              wire.trySend(jobs);
            }
          }
        });
    assertEquals(0, http().get("/jobs/stats").json().path("Queued").asInt());
  }
}
