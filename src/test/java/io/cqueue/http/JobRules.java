package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to jobs: section 1 of the contract. */
interface JobRules {

  /** The server under test. */
  Http http();

  /** Takes all jobs that wait, so that a test meets only its own. */
  private void drain() {
    for (int status = 200; status == 200; ) {
      status = http().post("/jobs/dequeue", "").status();
    }
  }

  private long enqueue(String type) {
    return http().post("/jobs/enqueue", "{\"Type\":\"" + type + "\"}").is(201).id();
  }

  private long enqueueAndDequeue(String... headers) {
    drain();
    long id = enqueue("TIME_CRITICAL");
    assertEquals(id, http().post("/jobs/dequeue", "", headers).is(200).id());
    return id;
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT"})
  default void enqueueAnswersWithTheIdAndWhereTheJobIs(String method) {
    Answer answer = http().send(method, "/jobs/enqueue", "{\"Type\":\"TIME_CRITICAL\"}").is(201);

    assertEquals("application/json", answer.header("Content-Type"));
    JsonNode job = http().follow(answer.header("Location")).is(200).json();
    assertEquals(answer.id(), job.path("ID").asLong());
    assertEquals("TIME_CRITICAL", job.path("Type").textValue());
    assertEquals("QUEUED", job.path("Status").textValue());
    assertTrue(job.path("Consumer").isMissingNode(), "no value, no field");
  }

  @Test
  default void idsAscend() {
    long first = enqueue("A");
    long second = enqueue("B");

    assertTrue(first >= 1);
    assertTrue(second > first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"Type\":null}", " \r\n\t{ } "})
  default void aJobWithoutTypeIsNotTimeCritical(String body) {
    long id = http().post("/jobs/enqueue", body).is(201).id();

    JsonNode job = http().get("/jobs/" + id).is(200).json();
    assertEquals("NOT_TIME_CRITICAL", job.path("Type").textValue());
  }

  @Test
  default void dequeueFromAnEmptyQueueAnswers204() {
    drain();

    Answer answer = http().post("/jobs/dequeue", "").is(204);

    assertEquals(0, answer.body().length);
  }

  @Test
  default void jobsComeOutInTheOrderTheyWentInWhateverTheirType() {
    drain();
    List<Long> in = new ArrayList<>();
    for (String type : List.of("NOT_TIME_CRITICAL", "TIME_CRITICAL", "other", "TIME_CRITICAL")) {
      in.add(enqueue(type));
    }

    List<Long> out = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      out.add(http().post("/jobs/dequeue", "").is(200).id());
    }

    assertEquals(in, out);
    http().post("/jobs/dequeue", "").is(204);
  }

  @Test
  default void aDequeuedJobIsInProgress() {
    long id = enqueueAndDequeue();

    JsonNode job = http().get("/jobs/" + id).is(200).json();
    assertEquals("TIME_CRITICAL", job.path("Type").textValue());
    assertEquals("IN_PROGRESS", job.path("Status").textValue());
    assertTrue(job.path("Consumer").isMissingNode(), "the consumer did not say who it is");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /jobs/%d/conclude",
    "PUT, /jobs/%d/conclude",
    "POST, /jobs/conclude/%d",
    "PUT, /jobs/conclude/%d"
  })
  default void concludeAnswersWithTheConcludedJob(String method, String path) {
    long id = enqueueAndDequeue();

    JsonNode job = http().send(method, path.formatted(id), "").is(200).json();

    assertEquals(id, job.path("ID").asLong());
    assertEquals("CONCLUDED", job.path("Status").textValue());
    assertEquals("CONCLUDED", http().get("/jobs/" + id).json().path("Status").textValue());
    http().post("/jobs/dequeue", "").is(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUEUE_CONSUMER", "Queue-Consumer", "queue_consumer"})
  default void aJobCarriesTheNameOfItsConsumer(String header) {
    drain();
    long id = enqueue("A");

    JsonNode job = http().post("/jobs/dequeue", "", header, "w 1").is(200).json();

    assertEquals("w 1", job.path("Consumer").textValue());
    assertEquals("w 1", http().get("/jobs/" + id).json().path("Consumer").textValue());
    http().post("/jobs/" + id + "/conclude", "", header, "w 1").is(200);
    assertEquals("w 1", http().get("/jobs/" + id).json().path("Consumer").textValue());
  }

  @Test
  default void anotherConsumerMayNotConclude() {
    long id = enqueueAndDequeue("QUEUE_CONSUMER", "mine");
    String path = "/jobs/" + id + "/conclude";

    http().post(path, "", "QUEUE_CONSUMER", "other").isProblem(409, "other-consumer");
    http().post(path, "", "Queue-Consumer", "other").isProblem(409, "other-consumer");

    assertEquals("IN_PROGRESS", http().get("/jobs/" + id).json().path("Status").textValue());
    http().post(path, "", "Queue-Consumer", "mine").is(200);
  }

  @Test
  default void aConsumerThatSendsNoHeaderIsNotChecked() {
    long named = enqueueAndDequeue("QUEUE_CONSUMER", "mine");
    long unnamed = enqueueAndDequeue();

    http().post("/jobs/" + named + "/conclude", "").is(200);
    http().post("/jobs/" + unnamed + "/conclude", "", "QUEUE_CONSUMER", "anyone").is(200);
  }

  @Test
  default void concludingTwiceIsSafeForAConsumerThatSaysWhoItIsAndRefusedOtherwise() {
    long id = enqueueAndDequeue("QUEUE_CONSUMER", "mine");
    String path = "/jobs/" + id + "/conclude";
    http().post(path, "", "QUEUE_CONSUMER", "mine").is(200);

    JsonNode again = http().post(path, "", "QUEUE_CONSUMER", "mine").is(200).json();

    assertEquals("CONCLUDED", again.path("Status").textValue());
    http().post(path, "").isProblem(409, "not-in-progress").blamesNoField();
    http().post(path, "", "QUEUE_CONSUMER", "other").is(409);
  }

  @Test
  default void aJobThatNobodyHasCannotBeConcluded() {
    long id = enqueue("A");

    http().post("/jobs/" + id + "/conclude", "").isProblem(409, "not-in-progress");
    http().post("/jobs/conclude/" + id, "").isProblem(409, "not-in-progress");

    assertEquals("QUEUED", http().get("/jobs/" + id).json().path("Status").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  default void aConsumerWithoutANameIsRefusedAndTakesNoJob(String name) {
    drain();
    long id = enqueue("A");

    http()
        .post("/jobs/dequeue", "", "Queue-Consumer", name)
        .isProblem(400, "invalid")
        .blames("Queue-Consumer");

    assertEquals(id, http().post("/jobs/dequeue", "").is(200).id());
  }

  @Test
  default void aConsumersNameHas128CharactersAtMost() {
    long id = enqueueAndDequeue("QUEUE_CONSUMER", "c".repeat(128));

    http()
        .post("/jobs/" + id + "/conclude", "", "QUEUE_CONSUMER", "c".repeat(129))
        .isProblem(400, "invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "9223372036854775807", "9223372036854775808", "99999999999999999999"})
  default void aJobThatDoesNotExistIs404HoweverLongItsId(String id) {
    http().get("/jobs/" + id).isProblem(404, "unknown-job").blamesNoField();
    http().post("/jobs/" + id + "/conclude", "").isProblem(404, "unknown-job");
    http().send("PUT", "/jobs/conclude/" + id, "").isProblem(404, "unknown-job");
  }

  @Test
  default void statsCountTheJobsInEachState() {
    drain();
    JsonNode before = http().get("/jobs/stats").is(200).json();
    for (int i = 0; i < 6; i++) {
      enqueue("A");
    }
    for (int i = 0; i < 3; i++) {
      http().post("/jobs/dequeue", "").is(200);
    }
    long last = http().post("/jobs/dequeue", "").is(200).id();
    http().post("/jobs/" + last + "/conclude", "").is(200);

    JsonNode after = http().get("/jobs/stats").is(200).json();

    assertEquals(2, after.path("Queued").asLong() - before.path("Queued").asLong());
    assertEquals(3, after.path("InProgress").asLong() - before.path("InProgress").asLong());
    assertEquals(1, after.path("Concluded").asLong() - before.path("Concluded").asLong());
    assertTrue(after.path("UptimeMillis").isIntegralNumber());
    assertTrue(after.path("UptimeMillis").asLong() >= before.path("UptimeMillis").asLong());
  }
}
