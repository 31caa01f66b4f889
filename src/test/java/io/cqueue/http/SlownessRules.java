package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that are slow: however many there are, they take nobody else's time. */
interface SlownessRules extends Rules {

  /** More than any server here has threads that are meant for many. */
  int MANY = 60;

  /** Where the server is. */
  URI baseUri();

  @Test
  default void whoeverDoesNotReadALongAnswerHoldsNobodyUp() {
    OwnQueue queue = queue();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add(queue.add("'Payload':'" + "x".repeat(1 << 20) + "'"));
    }
    String list = "GET /jobs?limit=8&after=" + (ids.get(0) - 1);
    List<Wire> slow = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Wire wire = Wire.to(baseUri(), 4096);
      slow.add(wire.send(wire.request(list, "")));
    }
    slow.forEach(wire -> wire.read(100)); // so all of them are being answered

    OwnQueue other = queue();
    other.taken("");
    assertEquals(8, queue.dequeue("max=8").is(200).ids().size());

    slow.forEach(Wire::close);
    ids.forEach(id -> http().send("DELETE", "/jobs/" + id, "").is(200));
    http().send("DELETE", queue.path(), "").is(204);
  }

  @Test
  default void aSlowReaderGetsAllOfItsAnswer() {
    OwnQueue queue = queue();
    String value = "0123456789abcdef".repeat(1 << 16);
    long id = queue.add("'Payload':'" + value + "'");
    try (Wire wire = Wire.to(baseUri(), 4096)) {
      for (int i = 0; i < 3; i++) {
        wire.send(wire.request("GET /jobs/" + id, ""));
        http().get("/jobs/stats").is(200);
        assertEquals(value, wire.answer().is(200).json().path("Payload").textValue());
      }
    }
    http().send("DELETE", "/jobs/" + id, "").is(200);
    http().send("DELETE", queue.path(), "").is(204);
  }

  @Test
  default void whoeverSendsSlowlyHoldsNobodyUp() {
    OwnQueue queue = queue();
    String job = queue.job("'Payload':'" + "x".repeat(10_000) + "'");
    List<Wire> slow = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Wire wire = Wire.to(baseUri());
      String request = wire.request("POST /jobs/enqueue", job);
      slow.add(wire.send(request.substring(0, request.length() - 5_000 - i)));
    }

    queue().taken("");

    for (int i = 0; i < MANY; i++) {
      slow.get(i).send(job.substring(job.length() - 5_000 - i));
    }
    slow.forEach(wire -> wire.answer().is(201));
    slow.forEach(Wire::close);
    assertEquals(MANY, queue.count("QUEUED"));
  }

  @Test
  default void whoeverSendsItsHeadersSlowlyHoldsNobodyUp() {
    List<Wire> slow = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      slow.add(Wire.to(baseUri()).send("GET /jobs/sta"));
    }

    queue().taken("");

    slow.forEach(Wire::close);
  }

  @Test
  default void whoeverListensWithoutReadingHoldsNobodyUp() {
    List<Wire> slow = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Wire wire = Wire.to(baseUri(), 4096);
      slow.add(wire.send(wire.request("GET /events", "")).read(10));
    }
    OwnQueue queue = queue();
    String job = queue.job("");
    String batch = "[" + (job + ",").repeat(9_999) + job + "]";

    for (int i = 0; i < 3; i++) {
      assertEquals(10_000, http().post("/jobs/enqueue", batch).is(201).ids().size());
    }

    http().post(queue.path() + "/purge", "").is(200);
    slow.forEach(Wire::close);
    http().send("DELETE", queue.path(), "").is(204);
  }
}
