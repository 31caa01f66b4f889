package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that hang up: none of them keeps a job that it cannot do, or harms anyone else. */
interface HangUpRules extends Rules {

  /** Where the server is. */
  URI baseUri();

  /**
   * In which ways a consumer that waits can hang up and never keep a job, not only nearly never. To
   * notice that a connection was closed takes a server that can be asked, see {@link ClientWatch}.
   */
  List<How> noticed();

  /** How a client hangs up. */
  enum How {
    CLOSE(Wire::close),
    RESET(Wire::reset);

    @SuppressWarnings("ImmutableEnumChecker") // a method without any state
    private final Consumer<Wire> act;

    How(Consumer<Wire> act) {
      this.act = act;
    }

    void hangUp(Wire wire) {
      act.accept(wire);
    }
  }

  private Wire wire() {
    return Wire.to(baseUri());
  }

  /** A consumer that waits, in the hands of the server when this returns. */
  private Wire parked(OwnQueue queue, String parameters) {
    long before = http().waitingConsumers();
    Wire wire = wire();
    wire.send(wire.request("POST /jobs/dequeue?wait=60&queue=" + queue.name() + parameters, ""));
    Patience.until(() -> http().waitingConsumers() == before + 1);
    return wire;
  }

  @ParameterizedTest
  @MethodSource("noticed")
  default void aConsumerThatHangsUpWhileItWaitsNeverKeepsAJob(How how) {
    OwnQueue queue = queue();
    how.hangUp(parked(queue, ""));

    long id = queue.add("'MaxAttempts':1");

    assertEquals(id, queue.await().path("ID").asLong());
    assertEquals("IN_PROGRESS", status(id));
    http().post("/jobs/" + id + "/conclude", "").is(200);
  }

  @ParameterizedTest
  @MethodSource("noticed")
  default void norDoesOneThatHadSentItsNextRequest(How how) {
    OwnQueue queue = queue();
    Wire wire = parked(queue, "");
    wire.send(wire.request("POST /jobs/dequeue?queue=nobody", ""));
    how.hangUp(wire);

    long id = queue.add("'MaxAttempts':1");

    assertEquals(id, queue.await().path("ID").asLong());
    http().post("/jobs/" + id + "/conclude", "").is(200);
  }

  /** In Tomcat two requests may have the same objects, the one that broke and the next. */
  @Test
  default void whoGetsTheJobInPlaceOfOneThatHungUpKeepsIt() {
    Patience.until(() -> http().waitingConsumers() == 0); // those of other tests are gone
    for (int i = 0; i < 100; i++) {
      OwnQueue queue = queue();
      How.RESET.hangUp(parked(queue, ""));

      long id = queue.add("'MaxAttempts':1");

      assertEquals(id, queue.await().path("ID").asLong());
      http().post("/jobs/" + id + "/conclude", "{\"Attempt\":2}").is(200);
    }
  }

  @ParameterizedTest
  @MethodSource("noticed")
  default void ofManyThatWaitEachJobEndsWithALivingOne(How how) {
    OwnQueue queue = queue();
    List<Wire> living = new ArrayList<>();
    List<Wire> gone = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      gone.add(parked(queue, ""));
      gone.add(parked(queue, "&max=3"));
      living.add(parked(queue, ""));
    }
    gone.forEach(how::hangUp);

    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      ids.add(queue.add("'MaxAttempts':1"));
    }

    Set<Long> got = new HashSet<>();
    for (Wire wire : living) {
      got.add(wire.answer().is(200).id());
      wire.close();
    }
    assertEquals(ids, got);
  }

  @Test
  default void aConsumerThatOnlySendsNoMoreGetsItsJob() {
    OwnQueue queue = queue();
    try (Wire wire = parked(queue, "").halfClose()) {
      long id = queue.add();

      assertEquals(id, wire.answer().is(200).id());
      assertEquals("IN_PROGRESS", status(id));
    }
  }

  @Test
  default void whoeverSendsNoMoreIsAnswered() {
    OwnQueue queue = queue();
    try (Wire wire = wire()) {
      wire.send(wire.request("POST /jobs/enqueue", queue.job(""))).halfClose();
      long id = wire.answer().is(201).id();
      queue.take(id);
    }
  }

  @ParameterizedTest
  @EnumSource(How.class)
  default void aConsumerThatHangsUpInTheMiddleOfALongAnswerKeepsNoJob(How how) {
    OwnQueue queue = queue();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add(queue.add("'MaxAttempts':1,'Payload':'" + "x".repeat(1 << 20) + "'"));
    }
    Wire wire = Wire.to(baseUri(), 4096);
    wire.send(wire.request("POST /jobs/dequeue?max=20&queue=" + queue.name(), "")).read(1000);
    assertEquals(12, queue.count("IN_PROGRESS"));

    how.hangUp(wire);

    Patience.until(() -> queue.count("QUEUED") == 12);
    assertEquals(ids, queue.dequeue("max=20").is(200).ids());
    assertEquals("RELEASED", job(ids.get(0)).at("/Attempts/0/Outcome").textValue());
    http().post(queue.path() + "/purge", "").is(200);
    ids.forEach(id -> http().send("DELETE", "/jobs/" + id, "").is(200));
    http().send("DELETE", queue.path(), "").is(204);
  }

  @ParameterizedTest
  @EnumSource(How.class)
  default void aConsumerThatWaitedAndHangsUpInTheMiddleOfALongAnswerKeepsNoJob(How how) {
    OwnQueue queue = queue();
    Wire wire = Wire.to(baseUri(), 4096);
    long before = http().waitingConsumers();
    wire.send(wire.request("POST /jobs/dequeue?wait=60&queue=" + queue.name(), ""));
    Patience.until(() -> http().waitingConsumers() == before + 1);
    long id = queue.add("'MaxAttempts':1,'Payload':'" + "x".repeat(8_000_000) + "'");
    wire.read(1000);

    how.hangUp(wire);

    assertEquals(id, queue.await().path("ID").asLong());
    http().post("/jobs/" + id + "/conclude", "").is(200);
    http().send("DELETE", queue.path(), "").is(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /jobs/enqueue", "PUT /jobs/enqueue", "POST /jobs/dequeue", "POST /jobs/conclude",
        "POST /jobs/1/conclude", "POST /jobs/1/fail", "PATCH /jobs/1", "PUT /queues/nobody",
        "PUT /schedules/nobody"
      })
  default void aRequestThatIsCutOffAnywhereChangesNothing(String line) {
    OwnQueue queue = queue();
    for (How how : How.values()) {
      Wire whole = wire();
      byte[] request =
          whole.request(line, queue.job("'Payload':'1234567890'")).getBytes(StandardCharsets.UTF_8);
      whole.close();
      for (int end = 0; end < request.length; end += 7) {
        how.hangUp(wire().send(Arrays.copyOf(request, end)));
      }
      how.hangUp(wire().send(Arrays.copyOf(request, request.length - 1)));
    }

    queue.add();
    assertEquals(1, queue.count("QUEUED"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /jobs",
        "GET /jobs/stats",
        "GET /jobs/1",
        "GET /jobs/0?wait=60",
        "GET /queues",
        "GET /schedules",
        "GET /events",
        "POST /jobs/1/conclude",
        "DELETE /jobs/0",
        "GET /nothing",
        "POST /jobs/dequeue?queue=nobody",
        "POST /jobs/dequeue?queue=nobody&wait=0.2"
      })
  default void whoeverDoesNotStayForTheAnswerHarmsNobody(String line) {
    for (int i = 0; i < 40; i++) {
      for (How how : How.values()) {
        Wire wire = wire();
        how.hangUp(wire.send(wire.request(line, "")));
      }
    }

    http().get("/jobs/stats").is(200);
  }

  @ParameterizedTest
  @EnumSource(How.class)
  default void aJobIsAddedEvenIfItsProducerDoesNotStayToHearOfIt(How how) {
    OwnQueue queue = queue();
    Wire wire = wire();
    // What it sends is all there before the connection ends, if it ends in good order.
    wire.send(wire.request("POST /jobs/enqueue", queue.job(""))).read(12);

    how.hangUp(wire);

    assertTrue(queue.await().path("ID").asLong() > 0);
  }

  @ParameterizedTest
  @EnumSource(How.class)
  default void whoeverWaitsForAJobAndHangsUpDoesNotHinderIt(How how) {
    long id = queue().taken("");
    Wire wire = wire();
    how.hangUp(wire.send(wire.request("GET /jobs/" + id + "?wait=60", "")));

    http().post("/jobs/" + id + "/conclude", json("{'Result':1}")).is(200);

    assertEquals("CONCLUDED", status(id));
  }
}
