package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How consumers say what they want, and bring what they have done. */
interface DequeueRules extends Rules {

  @Test
  default void queuesAreTriedStrictlyInTheOrderNamed() {
    OwnQueue first = queue();
    OwnQueue second = queue();
    long later = second.add("'Priority':9");
    long sooner = first.add("'Priority':0");
    String path = "/jobs/dequeue?queue=" + first.name() + "," + second.name();

    assertEquals(List.of(sooner, later), http().post(path + "&max=5", "").is(200).ids());
    http().post(path, "").is(204);
  }

  @Test
  default void onlyTheTypesNamedAreHandedOut() {
    OwnQueue queue = queue();
    queue.add("'Type':'a'");
    long second = queue.add("'Type':'b c'");
    long third = queue.add("'Type':'ü'");

    assertEquals(second, queue.dequeue("type=x,b%20c").is(200).id());
    assertEquals(third, queue.dequeue("type=%C3%BC").is(200).id());
    queue.dequeue("type=x").is(204);
  }

  @Test
  default void maxMakesTheAnswerAnArrayHoweverMany() {
    OwnQueue queue = queue();
    List<Long> ids = queue.add(3);

    assertEquals(ids.subList(0, 1), queue.dequeue("max=1").is(200).ids());
    assertEquals(ids.subList(1, 3), queue.dequeue("max=1000").is(200).ids());
    assertEquals("[]", queue.dequeue("max=1").is(200).text());
  }

  @Test
  default void aLeaseOfTheConsumersGoesBeforeTheJobsOwn() {
    OwnQueue queue = queue();
    queue.configure("'Lease':7").is(200);
    queue.add("'Lease':100");
    queue.add("'Lease':100");
    queue.add();

    assertEquals(Duration.ofMillis(300_500), lease(queue.dequeue("lease=300.5").json()));
    assertEquals(Duration.ofSeconds(100), lease(queue.take()));
    assertEquals(Duration.ofSeconds(7), lease(queue.take()));
  }

  private static Duration lease(JsonNode job) {
    return Duration.between(
        Instant.parse(job.path("DequeuedAt").textValue()),
        Instant.parse(job.path("LeaseExpiresAt").textValue()));
  }

  @Test
  default void aLeaseOfZeroNeverEnds() {
    OwnQueue queue = queue();
    queue.add();

    assertTrue(queue.dequeue("lease=0").is(200).json().path("LeaseExpiresAt").isMissingNode());
  }

  @Test
  default void aLeaseThatRunsOutIsAFailedAttemptAndTheJobGoesOn() {
    OwnQueue queue = queue();
    long id = queue.add("'MaxAttempts':2");
    queue.dequeue("lease=0.05", "Queue-Consumer", "lost").is(200);

    JsonNode again = queue.await();

    assertEquals(id, again.path("ID").asLong());
    assertEquals(2, again.path("Attempt").asInt());
    assertEquals("lease-expired", again.path("Error").path("Type").textValue());
    JsonNode attempt = job(id).path("Attempts").path(0);
    assertEquals("LEASE_EXPIRED", attempt.path("Outcome").textValue());
    assertEquals("lost", attempt.path("Consumer").textValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "max | 0",
        "max | -1",
        "max | 1001",
        "max | x",
        "max | 1.5",
        "max | 4294967297",
        "max | \"\"",
        "lease | -1",
        "lease | -0.001",
        "lease | 2592001",
        "lease | 315360000",
        "lease | NaN",
        "lease | 1e400",
        "lease | long",
        "lease | \"\"",
        "wait | -1",
        "wait | 60.001",
        "wait | 600",
        "wait | x",
        "wait | \"\"",
        "type | a,,b",
        "type | %0A",
        "type | \"a,\"",
        "Max | 1",
        "maximum | 1",
        "nonsense | \"\""
      })
  default void aParameterThatIsWrongIsRefusedByNameAndTakesNoJob(String name, String value) {
    OwnQueue queue = queue();
    long id = queue.add();

    queue.dequeue(name + "=" + value).isProblem(400, "invalid").blames(name);

    queue.take(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a,,b", "a%20b", "a,", "%C3%A4", "a&queue=b"})
  default void aQueueThatCannotBeIsRefused(String names) {
    http().post("/jobs/dequeue?queue=" + names, "").isProblem(400, "invalid").blames("queue");
  }

  @Test
  default void namesMayBeAsLongAndAsManyAsTheContractSays() {
    String longest = "q".repeat(128);
    String hundred = (longest + ",").repeat(99) + longest;
    http().post("/jobs/dequeue?queue=" + longest + "&type=" + longest, "").is(204);
    http().post("/jobs/dequeue?queue=" + longest + "q", "").isProblem(400, "invalid");
    http().post("/jobs/dequeue?type=" + longest + "q", "").isProblem(400, "invalid").blames("type");
    http().post("/jobs/dequeue?queue=" + "q,".repeat(99) + "q", "").is(204);
    http().post("/jobs/dequeue?queue=" + "q,".repeat(100) + "q", "").isProblem(400, "invalid");
    assertTrue(hundred.length() > 8_192, "more than a container reads");
  }

  @Test
  default void workDoneIsSettledFirstAndEachPartHasItsOutcome() {
    OwnQueue queue = queue();
    long done = queue.taken("");
    long failed = queue.taken("");
    long next = queue.add();

    Answer answer =
        queue
            .dequeueWith(
                ("{'Conclude':[{'ID':%d,'Attempt':1,'Result':[1.10]},{'ID':%d,'Attempt':7}],"
                        + "'Fail':[{'ID':%d,'Error':'no','Retry':false},{'ID':%d}]}")
                    .formatted(done, failed, failed, next),
                "")
            .is(200);

    JsonNode settled = answer.json().path("Settled");
    assertEquals(List.of(done, failed, failed, next), Answer.ids(settled));
    assertEquals("CONCLUDED", settled.path(0).path("Status").textValue());
    assertEquals("urn:cqueue:stale-attempt", settled.path(1).at("/Problem/type").textValue());
    assertEquals(409, settled.path(1).at("/Problem/status").intValue());
    assertEquals("FAILED", settled.path(2).path("Status").textValue());
    assertEquals("urn:cqueue:not-in-progress", settled.path(3).at("/Problem/type").textValue());
    assertEquals(List.of(next), Answer.ids(answer.json().path("Jobs")));
    assertTrue(http().get("/jobs/" + done).text().contains("\"Result\":[1.10]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'Conclude':[]}", "{'Conclude':null,'Fail':[]}"})
  default void withABodyTheAnswerSaysBothEvenIfBothAreNothing(String body) {
    assertEquals(json("{'Settled':[],'Jobs':[]}"), queue().dequeueWith(body, "").is(200).text());
  }

  @Test
  default void settlingMayFreeTheVeryJobThatIsHandedOut() {
    OwnQueue queue = queue();
    long first = queue.taken("'Group':'g'");
    long second = queue.add("'Group':'g'");
    queue.isEmpty();

    Answer answer = queue.dequeueWith("{'Conclude':[{'ID':" + first + "}]}", "wait=30").is(200);

    assertEquals(List.of(second), Answer.ids(answer.json().path("Jobs")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Concluded | {'Concluded':[]}",
        "Conclude | {'Conclude':{}}",
        "Conclude[0].ID | {'Conclude':[{}]}",
        "Fail[0].ID | {'Fail':[{'Error':'x'}]}",
        "Conclude[0].Attempt | {'Conclude':[{'ID':1,'Attempt':'1'}]}",
        "Conclude[0].Error | {'Conclude':[{'ID':1,'Error':'x'}]}",
        "Fail[0].Error.Message | {'Fail':[{'ID':1,'Error':{'Message':1}}]}",
        "Fail[1].RetryIn | {'Fail':[{'ID':1},{'ID':2,'RetryIn':-1}]}"
      })
  default void wrongWorkIsRefusedByNameAndNothingIsDone(String field, String body) {
    OwnQueue queue = queue();
    long id = queue.add();

    queue.dequeueWith(body, "").isProblem(400, "invalid").blames(field);

    queue.take(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{'Conclude':[1]}", "{'Conclude':[{'ID':1}", "null", " "})
  default void workThatIsNoObjectIsMalformed(String body) {
    queue().dequeueWith(body, "").isProblem(400, "malformed");
  }
}
