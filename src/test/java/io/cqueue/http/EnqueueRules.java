package io.cqueue.http;

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

/** What a producer may say of a job: section 2 of the contract. */
interface EnqueueRules extends Rules {

  @Test
  default void whatAProducerSaysComesBack() {
    long first = queue().add();
    long id =
        queue()
            .add(
                "'Type':'A','Priority':9,'MaxAttempts':3,'Lease':0.5,'UniqueKey':'u','Group':'g',"
                    + "'Tags':{'b':'1','a':'2'},'After':["
                    + first
                    + "],'Payload':{'x':1}");

    JsonNode job = job(id);

    assertEquals(9, job.path("Priority").intValue());
    assertEquals(3, job.path("MaxAttempts").intValue());
    assertEquals(0.5, job.path("Lease").doubleValue());
    assertEquals("u", job.path("UniqueKey").textValue());
    assertEquals("g", job.path("Group").textValue());
    assertEquals(Rules.json("{'b':'1','a':'2'}"), job.path("Tags").toString());
    assertEquals("[" + first + "]", job.path("After").toString());
    assertEquals("BLOCKED", job.path("Status").textValue());
    assertTrue(job.path("EnqueuedAt").asText().endsWith("Z"));
  }

  @Test
  default void whatAProducerDoesNotSayIsLeftOutOrHasItsDefault() {
    JsonNode job = job(http().post("/jobs/enqueue", "{}").is(201).id());

    assertEquals("default", job.path("Queue").textValue());
    assertEquals(5, job.path("Priority").intValue());
    for (String field : new String[] {"Payload", "Lease", "Tags", "After", "RunAt", "Attempt"}) {
      assertTrue(job.path(field).isMissingNode(), field);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Queue",
        "Priority",
        "Payload",
        "Delay",
        "RunAt",
        "ExpiresAt",
        "TTL",
        "MaxAttempts",
        "Lease",
        "UniqueKey",
        "Tags",
        "Group",
        "After"
      })
  default void nullIsAsGoodAsAbsent(String field) {
    long id = http().post("/jobs/enqueue", "{\"" + field + "\":null}").is(201).id();

    assertTrue(!job(id).has(field) || field.equals("Queue") || field.equals("Priority"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Priority | -1",
        "Priority | 10",
        "Priority | 1.5",
        "Priority | '1'",
        "Priority | 99999999999",
        "Priority | 99999999999999999999",
        "Delay | -0.001",
        "Delay | 316224001",
        "Delay | 1e13",
        "Delay | '1'",
        "Delay | true",
        "Delay | 1e400",
        "RunAt | 1",
        "RunAt | 'tomorrow'",
        "RunAt | '2026-11-24'",
        "RunAt | '2026-11-24T10:30:00'",
        "RunAt | '1969-12-31T23:59:59.999Z'",
        "RunAt | '9999-12-31T23:59:59.999Z'",
        "RunAt | '+999999999-12-31T23:59:59.999Z'",
        "TTL | -1",
        "TTL | 316224001",
        "TTL | []",
        "ExpiresAt | '2026-13-01T00:00:00Z'",
        "ExpiresAt | '9999-12-31T23:59:59.999Z'",
        "ExpiresAt | {}",
        "MaxAttempts | 0",
        "MaxAttempts | -1",
        "MaxAttempts | 1000001",
        "MaxAttempts | '2'",
        "Lease | -1",
        "Lease | 2592001",
        "Lease | 315360000",
        "Lease | 'long'",
        "UniqueKey | ''",
        "UniqueKey | 7",
        "Group | ''",
        "Group | false",
        "Tags | []",
        "Tags | 'a'",
        "After | 1",
        "After | {}",
        "After | [0]",
        "After | [1.5]",
        "After | ['1']",
        "After | [null]",
        "After | [9223372036854775807]"
      })
  default void aValueThatIsOutOfRangeOrOfTheWrongTypeIsRefusedByName(String field, String value) {
    queue().offer("'" + field + "':" + value).isProblem(400, "invalid").blames(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'-a'", "'.a'", "'a b'", "'a/b'", "'ä'", "1", "[]"})
  default void aQueueThatCannotBeIsRefusedByName(String name) {
    http()
        .post("/jobs/enqueue", Rules.json("{'Queue':" + name + "}"))
        .isProblem(400, "invalid")
        .blames("Queue");
  }

  @Test
  default void aTagThatIsNoTextIsRefusedByName() {
    queue().offer("'Tags':{'a':1}").isProblem(400, "invalid").blames("Tags.a");
    queue().offer("'Tags':{'a':''}").isProblem(400, "invalid").blames("Tags.a");
    queue().offer("'Tags':{'':'a'}").isProblem(400, "invalid").blames("Tags");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Priority':0",
        "'Priority':9",
        "'Delay':0",
        "'Delay':316224000",
        "'TTL':316224000",
        "'RunAt':'1970-01-01T00:00:00Z'",
        "'MaxAttempts':1",
        "'MaxAttempts':1000000",
        "'Lease':0",
        "'Lease':2592000",
        "'Tags':{}",
        "'After':[]",
        "'RunAt':'2026-11-24T10:30:00.123456789+05:30'",
        "'Delay':1e-3",
        "'Delay':0.0"
      })
  default void aValueAtTheEdgeIsTaken(String field) {
    queue().add(field);
  }

  @Test
  default void aTimeIsNoFurtherAwayThanADelay() {
    Instant edge = Instant.now().plus(Duration.ofDays(3660));
    for (String field : List.of("RunAt", "ExpiresAt")) {
      queue().add("'" + field + "':'" + edge.minus(Duration.ofHours(1)) + "'");
      queue()
          .offer("'" + field + "':'" + edge.plus(Duration.ofHours(1)) + "'")
          .isProblem(400, "invalid")
          .blames(field);
    }
  }

  @Test
  default void namesHaveAsManyCharactersAsTheContractSays() {
    String longest = "q".repeat(128);
    http().post("/jobs/enqueue", Rules.json("{'Queue':'" + longest + "'}")).is(201);
    http()
        .post("/jobs/enqueue", Rules.json("{'Queue':'" + longest + "q'}"))
        .isProblem(400, "invalid")
        .blames("Queue");
    for (String field : new String[] {"UniqueKey", "Group"}) {
      queue().add("'" + field + "':'" + "🚀".repeat(256) + "'");
      queue()
          .offer("'" + field + "':'" + "🚀".repeat(257) + "'")
          .isProblem(400, "invalid")
          .blames(field);
    }
  }

  @Test
  default void aJobHasAtMost32Tags() {
    StringBuilder tags = new StringBuilder("'t0':'v'");
    for (int i = 1; i < 32; i++) {
      tags.append(",'t").append(i).append("':'v'");
    }
    queue().add("'Tags':{" + tags + "}");
    queue().offer("'Tags':{" + tags + ",'t':'v'}").isProblem(400, "invalid").blames("Tags");
  }

  @Test
  default void aJobIsAfterAtMost1000Others() {
    String many = "1,".repeat(1000) + "1";

    queue().offer("'After':[" + many + "]").isProblem(400, "invalid").blames("After");
  }

  @Test
  default void aTimeIsSaidInOneWayOnly() {
    String time = "'2030-01-01T00:00:00Z'";

    queue().offer("'Delay':1,'RunAt':" + time).isProblem(400, "invalid").blames("Delay");
    queue().offer("'ExpiresAt':" + time + ",'TTL':1").isProblem(400, "invalid").blames("ExpiresAt");
  }
}
