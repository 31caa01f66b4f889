package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue of one test, on a server that other tests use too. */
final class OwnQueue {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Http http;
  private final String name = "queue-" + COUNT.incrementAndGet();

  OwnQueue(Http http) {
    this.http = http;
  }

  String name() {
    return name;
  }

  /** A job for this queue, as it is enqueued, with these fields too. */
  String job(String fields) {
    return json("{'Queue':'" + name + "'" + (fields.isEmpty() ? "" : "," + fields) + "}");
  }

  /** Asks for a job with these fields. */
  Answer offer(String fields, String... headers) {
    return http.post("/jobs/enqueue", job(fields), headers);
  }

  /** Adds a job with these fields. */
  long add(String fields) {
    return offer(fields).is(201).id();
  }

  long add() {
    return add("");
  }

  /** Adds so many jobs. */
  List<Long> add(int count) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(add());
    }
    return ids;
  }

  /** Dequeues with these parameters. */
  Answer dequeue(String parameters, String... headers) {
    return dequeueWith("", parameters, headers);
  }

  /** Dequeues with a body. */
  Answer dequeueWith(String body, String parameters, String... headers) {
    return http.post(
        "/jobs/dequeue?queue=" + name + (parameters.isEmpty() ? "" : "&" + parameters),
        json(body),
        headers);
  }

  /** Takes the next job, which must be there. */
  JsonNode take(String... headers) {
    return dequeue("", headers).is(200).json();
  }

  /** Takes the next job, which must be this one. */
  void take(long id) {
    assertEquals(id, take().path("ID").asLong());
  }

  /** Takes the next job as soon as there is one. */
  JsonNode await() {
    return dequeue("wait=30").is(200).json();
  }

  void isEmpty() {
    dequeue("").is(204);
  }

  /** Adds a job and takes it. */
  long taken(String fields) {
    long id = add(fields);
    take(id);
    return id;
  }

  /** Changes the settings. */
  Answer configure(String settings) {
    return http.send("PUT", path(), json("{" + settings + "}"));
  }

  /** Where it is. */
  String path() {
    return "/queues/" + name;
  }

  JsonNode state() {
    return http.get(path()).is(200).json();
  }

  long count(String status) {
    return state().path("Counts").path(status).asLong();
  }

  /** Dequeues in the background, and returns when the server knows that this consumer waits. */
  Future<Answer> park(String parameters, String... headers) {
    long before = http.waitingConsumers();
    FutureTask<Answer> answer = new FutureTask<>(() -> dequeue(parameters, headers));
    new Thread(answer, "consumer of " + name).start();
    Patience.until(() -> http.waitingConsumers() == before + 1);
    return answer;
  }
}
