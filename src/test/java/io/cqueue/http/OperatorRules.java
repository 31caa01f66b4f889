package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does to one job. */
interface OperatorRules extends Rules {

  private Answer cancel(long id) {
    return http().send("DELETE", "/jobs/" + id, "");
  }

  private Answer retry(long id) {
    return http().post("/jobs/" + id + "/retry", "");
  }

  private Answer change(long id, String body) {
    return http().send("PATCH", "/jobs/" + id, json(body));
  }

  private Answer move(long id, OwnQueue to) {
    return http().post("/jobs/" + id + "/move?queue=" + to.name(), "");
  }

  @Test
  default void aJobThatIsNotFinishedCanBeCalledOff() {
    OwnQueue queue = queue();
    long running = queue.taken("");
    long waiting = queue.add();
    long later = queue.add("'Delay':100");

    for (long id : new long[] {running, waiting, later}) {
      JsonNode job = cancel(id).is(200).json();
      assertEquals("CANCELLED", job.path("Status").textValue());
      assertTrue(job.has("Reason"));
      cancel(id).isProblem(409, "finished");
    }
    queue.isEmpty();
    http().post("/jobs/" + running + "/extend", "").isProblem(409, "not-in-progress");
  }

  @Test
  default void aJobIsCalledOffByTheOriginalsPathToo() {
    long id = queue().add();
    String body = json("{'ID':" + id + "}");

    JsonNode job = http().post("/jobs/cancel", body).is(200).json();
    assertEquals("CANCELLED", job.path("Status").textValue());
    http().post("/jobs/cancel", body).isProblem(409, "finished");
    http().post("/jobs/cancel", json("{'ID':0}")).isProblem(404, "unknown-job");
    http().post("/jobs/cancel", "{}").isProblem(400, "invalid").blames("ID");
    http()
        .post("/jobs/cancel", json("{'ID':1,'Attempt':1}"))
        .isProblem(400, "invalid")
        .blames("Attempt");
  }

  @Test
  default void aConcludedJobCannotBeCalledOff() {
    long id = queue().taken("");
    http().post("/jobs/" + id + "/conclude", "").is(200);

    cancel(id).isProblem(409, "finished");
  }

  @Test
  default void aJobThatFailedOrWasCalledOffGetsAnotherChance() {
    OwnQueue queue = queue();
    long id = queue.taken("'MaxAttempts':1");
    retry(id).isProblem(409, "not-retryable");
    http().post("/jobs/" + id + "/fail", "").is(200);

    assertEquals("QUEUED", retry(id).is(200).json().path("Status").textValue());

    assertEquals(2, queue.take().path("Attempt").asInt());
    cancel(id).is(200);
    JsonNode job = retry(id).is(200).json();
    assertTrue(job.path("Reason").isMissingNode());
    retry(id).isProblem(409, "not-retryable");
  }

  @Test
  default void aJobWhoseKeyIsTakenGetsNoOtherChance() {
    OwnQueue queue = queue();
    long id = queue.add("'UniqueKey':'k'");
    cancel(id).is(200);
    queue.add("'UniqueKey':'k'");

    retry(id).isProblem(409, "unique-key-taken");
  }

  @Test
  default void aJobThatWaitsCanBeChanged() {
    OwnQueue queue = queue();
    long first = queue.add();
    long second = queue.add();

    assertEquals(9, change(second, "{'Priority':9}").is(200).json().path("Priority").asInt());
    JsonNode later =
        change(first, "{'RunAt':'" + Instant.now().plusSeconds(9999) + "'}").is(200).json();

    assertEquals("SCHEDULED", later.path("Status").textValue());
    queue.take(second);
    queue.isEmpty();
    assertEquals("QUEUED", change(first, "{'Delay':0}").json().path("Status").textValue());
    assertEquals("QUEUED", change(first, "{}").is(200).json().path("Status").textValue());
    queue.take(first);
    change(first, "{'Priority':1}").isProblem(409, "not-waiting");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Priority | -1",
        "Priority | 10",
        "Priority | '9'",
        "Delay | -1",
        "Delay | 316224001",
        "RunAt | 'soon'",
        "RunAt | '9999-01-01T00:00:00Z'",
        "RunAt | 5",
        "Type | 'a'",
        "Payload | 1",
        "Queue | 'a'",
        "Status | 1"
      })
  default void aWrongChangeIsRefusedByName(String field, String value) {
    long id = queue().add();

    change(id, "{'" + field + "':" + value + "}").isProblem(400, "invalid").blames(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "1"})
  default void aChangeThatIsNoObjectIsMalformed(String body) {
    change(queue().add(), body).isProblem(400, "malformed");
  }

  @Test
  default void aJobThatWaitsCanBeMoved() {
    OwnQueue from = queue();
    OwnQueue to = queue();
    long id = from.add("'Payload':1.10");

    Answer moved = move(id, to).is(200);

    assertEquals(to.name(), moved.json().path("Queue").textValue());
    assertTrue(moved.text().contains("\"Payload\":1.10,"), moved::text);
    from.isEmpty();
    to.take(id);
    move(id, from).isProblem(409, "not-waiting");
  }

  @Test
  default void aMoveKeepsToTheRulesOfTheOtherQueue() {
    OwnQueue from = queue();
    OwnQueue to = queue();
    to.configure("'MaxDepth':1").is(200);
    to.add("'UniqueKey':'k'");

    Answer full = move(from.add(), to).isProblem(429, "queue-full");
    assertTrue(Integer.parseInt(full.header("Retry-After")) > 0);
    move(from.add("'UniqueKey':'k'"), to).isProblem(409, "unique-key-taken");
    assertEquals(2, from.count("QUEUED"));
  }

  @Test
  default void aMoveNeedsAQueueToGoTo() {
    String path = "/jobs/" + queue().add() + "/move";

    http().post(path, "").isProblem(400, "invalid").blames("queue");
    http().post(path + "?queue=", "").isProblem(400, "invalid").blames("queue");
    http().post(path + "?queue=-a", "").isProblem(400, "invalid").blames("queue");
    http().post(path + "?to=a", "").isProblem(400, "invalid").blames("to");
  }

  @Test
  default void aJobThatDoesNotExistIs404() {
    cancel(0).isProblem(404, "unknown-job");
    retry(0).isProblem(404, "unknown-job");
    change(0, "{}").isProblem(404, "unknown-job");
    move(0, queue()).isProblem(404, "unknown-job");
  }

  @Test
  default void whatNeedsNoBodyStillChecksTheOneItGets() {
    long id = queue().add();
    String path = "/jobs/" + id;

    http().send("DELETE", path, "{\"Why\":1}").is(400); // by some containers themselves
    http().post(path + "/retry", "{\"Why\":1}").isProblem(400, "invalid").blames("Why");
    http().post(path + "/move?queue=a", "nonsense").isProblem(400, "malformed");
    assertEquals("QUEUED", status(id));
  }
}
