package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long poll: how consumers wait for jobs, and anyone for a job to be finished. */
interface WaitRules extends Rules {

  @Test
  default void aConsumerThatWaitsGetsTheNextJob() {
    OwnQueue queue = queue();
    Future<Answer> consumer = queue.park("wait=60");
    assertFalse(consumer.isDone());

    long id = queue.add("'Payload':[1.10]");

    Answer answer = Patience.get(consumer).is(200);
    assertEquals(id, answer.id());
    assertEquals("application/json", answer.header("Content-Type"));
    assertTrue(answer.text().contains("\"Payload\":[1.10]"), answer::text);
    assertEquals("IN_PROGRESS", status(id));
  }

  @Test
  default void consumersAreServedInTheOrderInWhichTheyCame() {
    OwnQueue queue = queue();
    List<Future<Answer>> consumers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      consumers.add(queue.park("wait=60"));
    }

    List<Long> ids = queue.add(5);

    for (int i = 0; i < 5; i++) {
      assertEquals(ids.get(i), Patience.get(consumers.get(i)).is(200).id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=0.05", "wait=0", "wait=0.0", "wait=1e-9", ""})
  default void aWaitEndsWithoutAJobWhenItsTimeIsOver(String wait) {
    assertEquals(0, queue().dequeue(wait).is(204).body().length);
    assertEquals("[]", queue().dequeue("max=2&" + wait).is(200).text());
    assertEquals(
        Rules.json("{'Settled':[],'Jobs':[]}"), queue().dequeueWith("{}", wait).is(200).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wait=60", "respond-async, wait=60", "Wait = \"60\"; x=y", "a;b=c, wait=60,d"})
  default void aWaitMayBePreferredInAHeader(String prefer) {
    OwnQueue queue = queue();
    Future<Answer> consumer = queue.park("", "Prefer", prefer);

    long id = queue.add();

    assertEquals(id, Patience.get(consumer).is(200).id());
  }

  @Test
  default void whatIsAskedForGoesBeforeWhatIsPreferred() {
    queue().dequeue("wait=0", "Prefer", "wait=60").is(204);
    queue().dequeue("", "Prefer", "await=60, return=minimal").is(204);
    queue().dequeue("", "Prefer", "wait=61").isProblem(400, "invalid").blames("wait");
  }

  @Test
  default void aConsumerThatWaitsForManyGetsWhatThereIsFirst() {
    OwnQueue queue = queue();
    Future<Answer> consumer = queue.park("wait=60&max=10&type=b");

    queue.add("'Type':'a'");
    long id = queue.add("'Type':'b'");

    assertEquals(List.of(id), Patience.get(consumer).is(200).ids());
  }

  @Test
  default void aConsumerMayWaitForSeveralQueues() {
    OwnQueue queue = queue();
    OwnQueue other = queue();
    Future<Answer> consumer = queue.park("wait=60&max=10");
    Future<Answer> both =
        other.park("wait=60&type=never"); // waits on, and takes nothing from anyone

    long id = queue.add();

    assertEquals(List.of(id), Patience.get(consumer).is(200).ids());
    assertEquals(other.add("'Type':'never'"), Patience.get(both).is(200).id());
  }

  @Test
  default void aJobThatIsGivenBackGoesToWhoeverWaits() {
    OwnQueue queue = queue();
    long id = queue.taken("");
    Future<Answer> consumer = queue.park("wait=60");

    http().post("/jobs/" + id + "/release", "").is(200);

    assertEquals(2, Patience.get(consumer).is(200).json().path("Attempt").asInt());
  }

  private Future<Answer> await(long id, String wait, String... headers) {
    FutureTask<Answer> answer =
        new FutureTask<>(() -> http().get("/jobs/" + id + wait, headers).is(200));
    new Thread(answer, "waits for job " + id).start();
    return answer;
  }

  @Test
  default void whoeverWaitsForAJobHearsThatItIsFinished() {
    long id = queue().taken("");
    Future<Answer> byParameter = await(id, "?wait=60");
    Future<Answer> byHeader = await(id, "", "Prefer", "wait=60");

    http().post("/jobs/" + id + "/conclude", "{\"Result\":1.10}").is(200);

    for (Future<Answer> waiting : List.of(byParameter, byHeader)) {
      Answer answer = Patience.get(waiting);
      assertTrue(answer.text().contains("\"Result\":1.10"), answer::text);
      assertEquals("CONCLUDED", answer.json().path("Status").textValue());
    }
  }

  @Test
  default void whoeverWaitsForAJobHearsOfFailureAndCancellationToo() {
    long failing = queue().taken("");
    long cancelled = queue().add();
    Future<Answer> failure = await(failing, "?wait=60");
    Future<Answer> cancellation = await(cancelled, "?wait=60");

    http().post("/jobs/" + failing + "/fail", "{\"Retry\":false}").is(200);
    http().send("DELETE", "/jobs/" + cancelled, "").is(200);

    assertEquals("FAILED", Patience.get(failure).json().path("Status").textValue());
    assertEquals("CANCELLED", Patience.get(cancellation).json().path("Status").textValue());
  }

  @Test
  default void whoeverWaitsTooShortGetsTheJobAsItIs() {
    JsonNode job = http().get("/jobs/" + queue().add() + "?wait=0.05").is(200).json();

    assertEquals("QUEUED", job.path("Status").textValue());
  }

  @Test
  default void nobodyWaitsForAJobThatIsFinishedOrDoesNotExist() {
    long id = queue().taken("");
    http().post("/jobs/" + id + "/conclude", "").is(200);

    http().get("/jobs/" + id + "?wait=60").is(200);
    http().get("/jobs/0?wait=60").isProblem(404, "unknown-job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "61", "x", ""})
  default void aWaitForAJobThatIsOutOfRangeIsRefused(String wait) {
    String path = "/jobs/" + queue().add();

    http().get(path + "?wait=" + wait).isProblem(400, "invalid").blames("wait");
    http().get(path + "?weight=1").isProblem(400, "invalid").blames("weight");
    http().get(path + "?wait=1&wait=2").isProblem(400, "invalid").blames("wait");
  }
}
