package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of queues and does to them. */
interface QueueRules extends Rules {

  private Answer say(OwnQueue queue, String what) {
    return http().post(queue.path() + "/" + what, "");
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    JsonNode all = http().get("/queues").is(200).json().path("Queues");
    all.forEach(queue -> names.add(queue.path("Name").textValue()));
    return names;
  }

  @Test
  default void aQueueExistsAsSoonAsItIsNamed() {
    OwnQueue queue = queue();
    assertFalse(names().contains(queue.name()));

    queue.add();

    assertTrue(names().contains(queue.name()));
    assertEquals(names().stream().sorted().toList(), names());
  }

  @Test
  default void aQueueCountsItsJobsAndSaysHowOldTheOldestIs() {
    OwnQueue queue = queue();
    http().post("/jobs/" + queue.taken("") + "/conclude", "").is(200);
    queue.taken("");
    queue.add();
    queue.add("'Delay':100");

    JsonNode state = queue.state();

    assertEquals(
        json(
            "{'QUEUED':1,'IN_PROGRESS':1,'CONCLUDED':1,'SCHEDULED':1,'BLOCKED':0,'FAILED':0,"
                + "'CANCELLED':0}"),
        state.path("Counts").toString());
    assertTrue(state.path("OldestAge").isNumber());
    for (String rate : List.of("Enqueued", "Dequeued", "Concluded")) {
      assertTrue(state.path("Rates").path(rate).isNumber());
    }
  }

  @Test
  default void aQueueThatNobodyNamedIsEmptyAndHasTheDefaults() {
    OwnQueue queue = queue();

    JsonNode state = queue.state();

    assertEquals(
        json(
            "{'Paused':false,'Lease':1800,'MaxAttempts':25,'BackoffBase':10,'BackoffCap':21600,"
                + "'MaxDepth':0,'MaxInProgress':0,'Rate':0.0,'KeepConcluded':86400}"),
        state.path("Settings").toString());
    assertTrue(state.path("OldestAge").isMissingNode());
    assertFalse(names().contains(queue.name()), "looking at it does not make it");
  }

  @Test
  default void settingsAreSetAllAtOnce() {
    OwnQueue queue = queue();
    queue.configure("'Lease':0.5,'MaxDepth':9223372036854775807,'Rate':0.5").is(200);
    assertEquals(0.5, queue.state().at("/Settings/Lease").doubleValue());

    JsonNode settings = queue.configure("'MaxAttempts':3").is(200).json().path("Settings");

    assertEquals(3, settings.path("MaxAttempts").intValue());
    assertEquals(1800, settings.path("Lease").intValue());
    assertEquals(0, settings.path("MaxDepth").intValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Paused | 'true'",
        "Paused | 1",
        "Lease | -1",
        "Lease | 2592001",
        "MaxAttempts | 0",
        "MaxAttempts | 1000001",
        "MaxAttempts | 1.5",
        "BackoffBase | -1",
        "BackoffCap | 316224001",
        "MaxDepth | -1",
        "MaxDepth | 9223372036854775808",
        "MaxInProgress | -1",
        "MaxInProgress | 2147483648",
        "Rate | -1",
        "Rate | 1000001",
        "Rate | 'fast'",
        "Rate | 1e400",
        "KeepConcluded | -1",
        "KeepConcluded | 316224001",
        "KeepFinished | 1",
        "Name | 'a'"
      })
  default void aWrongSettingIsRefusedByName(String field, String value) {
    OwnQueue queue = queue();

    queue.configure("'" + field + "':" + value).isProblem(400, "invalid").blames(field);

    assertFalse(names().contains(queue.name()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null"})
  default void settingsThatAreNoObjectAreMalformed(String body) {
    http().send("PUT", queue().path(), body).isProblem(400, "malformed");
  }

  @Test
  default void aPausedQueueHandsOutNothingUntilItIsResumed() {
    OwnQueue queue = queue();
    long id = queue.add();
    assertTrue(say(queue, "pause").is(200).json().at("/Settings/Paused").booleanValue());
    queue.isEmpty();
    queue.add();

    assertFalse(say(queue, "resume").is(200).json().at("/Settings/Paused").booleanValue());

    queue.take(id);
  }

  @Test
  default void aQueueHasNoMoreInProgressThanItMay() {
    OwnQueue queue = queue();
    queue.configure("'MaxInProgress':1").is(200);
    List<Long> ids = queue.add(2);
    assertEquals(ids.subList(0, 1), queue.dequeue("max=9").ids());
    queue.isEmpty();

    http().post("/jobs/" + ids.get(0) + "/conclude", "").is(200);

    queue.take(ids.get(1));
  }

  @Test
  default void aPurgeCallsOffAllThatWait() {
    OwnQueue queue = queue();
    long running = queue.taken("");
    queue.add();
    queue.add("'Delay':100");

    assertEquals("{\"Purged\":2}", say(queue, "purge").is(200).text());

    assertEquals("IN_PROGRESS", status(running));
    assertEquals(2, queue.count("CANCELLED"));
    assertEquals("{\"Purged\":0}", say(queue, "purge").text());
  }

  @Test
  default void allThatFailedGetAnotherChance() {
    OwnQueue queue = queue();
    long id = queue.taken("'MaxAttempts':1");
    http().post("/jobs/" + id + "/fail", "").is(200);

    assertEquals("{\"Retried\":1}", say(queue, "retry-failed").is(200).text());

    queue.take(id);
    assertEquals("{\"Retried\":0}", say(queue, "retry-failed").text());
  }

  @Test
  default void aQueueIsForgottenOnceAllItsJobsAreDone() {
    OwnQueue queue = queue();
    long id = queue.add();
    http().send("DELETE", queue.path(), "").isProblem(409, "queue-not-empty");
    say(queue, "purge").is(200);

    http().send("DELETE", queue.path(), "").is(204);

    http().get("/jobs/" + id).isProblem(404, "unknown-job");
    assertFalse(names().contains(queue.name()));
    http().send("DELETE", queue.path(), "").is(204);
  }

  @Test
  default void finishedJobsAreForgottenAfterAWhile() {
    OwnQueue queue = queue();
    queue.configure("'KeepConcluded':0").is(200);
    long id = queue.taken("");
    http().post("/jobs/" + id + "/conclude", "").is(200);

    Patience.until(() -> http().get("/jobs/" + id).status() == 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a%20b", "%C3%A4", "a,b"})
  default void aNameThatCannotBeIsRefused(String name) {
    String path = "/queues/" + name;
    http().get(path).isProblem(400, "invalid").blames("name");
    http().send("PUT", path, "{}").isProblem(400, "invalid").blames("name");
    http().send("DELETE", path, "").isProblem(400, "invalid").blames("name");
    for (String what : List.of("pause", "resume", "purge", "retry-failed")) {
      http().post(path + "/" + what, "").isProblem(400, "invalid").blames("name");
    }
  }

  @Test
  default void aNameHas128CharactersAtMost() {
    http().get("/queues/" + "q".repeat(128)).is(200);
    http().get("/queues/" + "q".repeat(129)).isProblem(400, "invalid").blames("name");
  }
}
