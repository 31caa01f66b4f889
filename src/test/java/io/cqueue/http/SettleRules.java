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

/** What a consumer says of the jobs that it has: section 3 of the contract. */
interface SettleRules extends Rules {

  private Answer say(long id, String what, String body, String... headers) {
    return http().post("/jobs/" + id + "/" + what, json(body), headers);
  }

  @Test
  default void aConcludedJobHasItsResult() {
    long id = queue().taken("");

    JsonNode job = say(id, "conclude", "{'Result':{'a':1},'Attempt':1}").is(200).json();

    assertEquals("CONCLUDED", job.path("Status").textValue());
    assertEquals(json("{'a':1}"), job.path("Result").toString());
    assertEquals("CONCLUDED", job(id).at("/Attempts/0/Outcome").textValue());
  }

  @Test
  default void aFailedJobIsTriedAgainAfterItsTime() {
    OwnQueue queue = queue();
    long id = queue.taken("");

    JsonNode job = say(id, "fail", "{'Error':'no luck','RetryIn':0.1}").is(200).json();

    assertEquals("SCHEDULED", job.path("Status").textValue());
    assertEquals("no luck", job.at("/Error/Message").textValue());
    assertEquals(2, queue.await().path("Attempt").asInt());
    assertEquals("FAILED", job(id).at("/Attempts/0/Outcome").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{'Error':null,'RetryIn':null,'Retry':true}"})
  default void aFailureNeedsNoDetailsAndBacksOff(String body) {
    OwnQueue queue = queue();
    queue.configure("'BackoffBase':100,'BackoffCap':1000").is(200);
    long id = queue.taken("");
    Instant before = Instant.parse(job(id).path("DequeuedAt").textValue());

    JsonNode job = say(id, "fail", body).is(200).json();

    Duration wait = Duration.between(before, Instant.parse(job.path("RunAt").textValue()));
    assertTrue(wait.compareTo(Duration.ofSeconds(90)) >= 0, wait::toString);
    assertTrue(wait.compareTo(Duration.ofSeconds(140)) < 0, wait::toString);
  }

  @Test
  default void aJobThatMayNotBeTriedAgainHasFailed() {
    long last = queue().taken("'MaxAttempts':1");
    long hopeless = queue().taken("");

    String told = "{'Error':{'Message':'m','Type':'t','Stack':'s'},'Retry':false}";
    assertEquals("FAILED", say(last, "fail", "").json().path("Status").textValue());
    JsonNode job = say(hopeless, "fail", told).is(200).json();

    assertEquals("FAILED", job.path("Status").textValue());
    assertEquals(json("{'Message':'m','Type':'t','Stack':'s'}"), job.path("Error").toString());
  }

  @Test
  default void anErrorIsCutToItsLength() {
    long id = queue().taken("");
    String error =
        "{'Error':{'Message':'%s','Type':'%s','Stack':'%s'}}"
            .formatted("m".repeat(1001), "t".repeat(101), "line\\n".repeat(51));

    JsonNode job = say(id, "fail", error).is(200).json();

    assertEquals(1000, job.at("/Error/Message").textValue().length());
    assertEquals(100, job.at("/Error/Type").textValue().length());
    assertEquals(50, job.at("/Error/Stack").textValue().lines().count());
  }

  @Test
  default void aJobCanBeKeptForLonger() {
    long id = queue().taken("'Lease':10");

    JsonNode job = say(id, "extend", "{'Lease':1000,'Progress':'half'}").is(200).json();

    assertEquals("half", job.path("Progress").textValue());
    Instant end = Instant.parse(job.path("LeaseExpiresAt").textValue());
    Instant start = Instant.parse(job.path("DequeuedAt").textValue());
    assertTrue(!end.isBefore(start.plusSeconds(1000)), job::toString);
    assertTrue(say(id, "extend", "{'Lease':0}").json().path("LeaseExpiresAt").isMissingNode());
    assertEquals("half", say(id, "extend", "").is(200).json().path("Progress").textValue());
  }

  @Test
  default void aJobCanBeGivenBackUnharmed() {
    OwnQueue queue = queue();
    long id = queue.taken("'MaxAttempts':1");

    assertEquals("QUEUED", say(id, "release", "").is(200).json().path("Status").textValue());

    queue.take(id);
    say(id, "release", "{'Delay':1000,'Attempt':2}").is(200);
    assertEquals("SCHEDULED", status(id));
    queue.isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"conclude", "fail", "extend", "release"})
  default void anAttemptThatIsOverIsRefused(String what) {
    OwnQueue queue = queue();
    long id = queue.taken("");
    say(id, "release", "").is(200);
    queue.take(id);

    say(id, what, "{'Attempt':1}").isProblem(409, "stale-attempt");
    say(id, what, "{'Attempt':3}").isProblem(409, "stale-attempt");
    assertEquals("IN_PROGRESS", status(id));
    say(id, what, "{'Attempt':2}").is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"conclude", "fail", "release"})
  default void whatWasSaidMayBeSaidAgain(String what) {
    long id = queue().taken("");
    String status = say(id, what, "{'Attempt':1}").is(200).json().path("Status").textValue();

    Answer again = say(id, what, "{'Attempt':1}").is(200);

    assertEquals(status, again.json().path("Status").textValue());
    say(id, what, "").isProblem(409, "not-in-progress");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conclude", "fail", "extend", "release"})
  default void onlyWhoHasAJobMaySpeakOfIt(String what) {
    OwnQueue queue = queue();
    long waiting = queue.add();
    say(waiting, what, "").isProblem(409, "not-in-progress");
    assertEquals("me", queue.take("Queue-Consumer", "me").path("Consumer").textValue());
    say(waiting, what, "", "Queue-Consumer", "you").isProblem(409, "other-consumer");
    say(0, what, "").isProblem(404, "unknown-job");
    http().send("DELETE", "/jobs/" + waiting, "").is(200);
    say(waiting, what, "", "Queue-Consumer", "me").isProblem(409, "not-in-progress");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "conclude | Attempt | 'x'",
        "conclude | Attempt | 1.5",
        "conclude | ID | 1",
        "conclude | Outcome | 1",
        "fail | RetryIn | -1",
        "fail | RetryIn | 316224001",
        "fail | RetryIn | '1'",
        "fail | Retry | 'no'",
        "fail | Error | 1",
        "fail | Error | []",
        "fail | Messag | 1",
        "fail | Result | 1",
        "extend | Lease | -1",
        "extend | Lease | 2592001",
        "extend | Lease | '1'",
        "extend | Result | 1",
        "release | Delay | -1",
        "release | Delay | 316224001",
        "release | Delay | []",
        "release | Lease | 1",
        "release | Attempt | 99999999999"
      })
  default void aWrongWordIsRefusedByNameAndChangesNothing(String what, String field, String value) {
    long id = queue().taken("");

    say(id, what, "{'" + field + "':" + value + "}").isProblem(400, "invalid").blames(field);

    assertEquals("IN_PROGRESS", status(id));
  }

  @Test
  default void aFieldOfAnErrorIsRefusedByNameToo() {
    long id = queue().taken("");

    say(id, "fail", "{'Error':{'Mesage':'x'}}").isProblem(400, "invalid").blames("Error.Mesage");
    say(id, "fail", "{'Error':{'Message':1}}").isProblem(400, "invalid").blames("Error.Message");
    assertEquals(
        "Error must be a string or an object.",
        say(id, "fail", "{'Error':5}").json().path("detail").textValue());
  }

  @ParameterizedTest
  @CsvSource({"conclude, CONCLUDED", "fail, SCHEDULED", "extend, IN_PROGRESS", "release, QUEUED"})
  default void manyCanBeSettledAtOnceEachWithItsOwnOutcome(String what, String status) {
    OwnQueue queue = queue();
    long first = queue.taken("");
    long second = queue.taken("");
    String items = "[{'ID':%d},{'ID':%d,'Attempt':2},{'ID':0},{'ID':%d,'Attempt':1}]";

    Answer answer =
        http().post("/jobs/" + what, json(items.formatted(first, second, second))).is(200);

    assertEquals(List.of(first, second, 0L, second), answer.ids());
    assertEquals(status, answer.json().at("/0/Status").textValue());
    assertEquals("urn:cqueue:stale-attempt", answer.json().at("/1/Problem/type").textValue());
    assertEquals("urn:cqueue:unknown-job", answer.json().at("/2/Problem/type").textValue());
    assertEquals(404, answer.json().at("/2/Problem/status").intValue());
    assertEquals(status, answer.json().at("/3/Status").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"conclude", "fail", "extend", "release"})
  default void anArrayOfSettlementsIsCheckedBeforeAnyIsTaken(String what) {
    long id = queue().taken("");
    String path = "/jobs/" + what;

    assertEquals("[]", http().post(path, "[]").is(200).text());
    http().post(path, json("[{'ID':" + id + "},{}]")).isProblem(400, "invalid").blames("[1].ID");
    http().post(path, json("[{'ID':'1'}]")).isProblem(400, "invalid").blames("[0].ID");
    http().post(path, json("[{'ID':1,'x':1}]")).isProblem(400, "invalid").blames("[0].x");
    http().post(path, json("{'ID':" + id + "}")).isProblem(400, "malformed");
    http().post(path, "").isProblem(400, "malformed");
    assertEquals("IN_PROGRESS", status(id));
  }
}
