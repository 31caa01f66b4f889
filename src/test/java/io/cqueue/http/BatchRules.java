package io.cqueue.http;

import static io.cqueue.http.Rules.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many jobs in one request, and a queue that has as many as it may. */
interface BatchRules extends Rules {

  private Answer enqueue(String body, String... headers) {
    return http().post("/jobs/enqueue", json(body), headers);
  }

  private Answer enqueueLines(String body) {
    return enqueue(body, "Content-Type", "application/x-ndjson");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT"})
  default void anArrayIsAnsweredWithTheIdsInOrder(String method) {
    OwnQueue queue = queue();
    String body = "[" + queue.job("'Type':'A'") + "," + queue.job("'Type':'B'") + "]";

    List<Long> ids = http().send(method, "/jobs/enqueue", body).is(201).ids();

    assertEquals(2, ids.size());
    assertEquals(ids.get(0) + 1, ids.get(1));
    assertEquals("A", queue.take().path("Type").textValue());
    assertEquals("B", queue.take().path("Type").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n\n \n", " "})
  default void linesAreAsGoodAsAnArray(String lineEnd) {
    OwnQueue queue = queue();

    List<Long> ids =
        enqueueLines(queue.job("'Type':'A'") + lineEnd + queue.job("'Type':'B'") + lineEnd)
            .is(201)
            .ids();

    assertEquals(ids, queue.dequeue("max=9").ids());
  }

  @Test
  default void oneLineIsStillAnsweredWithAnArray() {
    assertEquals(1, enqueueLines("{}").is(201).ids().size());
    assertEquals(
        1, enqueue("{}", "Content-Type", "Application/X-NDJSON; charset=utf-8").ids().size());
  }

  @Test
  default void nothingIsANumberOfJobsToo() {
    assertEquals("[]", enqueue("[]").is(201).text());
    assertEquals("[]", enqueue(" [ ] ").is(201).text());
    assertEquals("[]", enqueueLines("").is(201).text());
    assertEquals("[]", enqueueLines("\n \r\n").is(201).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[2].Priority | {'Priority':10}",
        "[2].Priorty | {'Priorty':1}",
        "[2].Type | {'Type':''}",
        "[2].Tags.a | {'Tags':{'a':1}}"
      })
  default void oneBadJobIsNamedAndNoneIsTaken(String field, String bad) {
    OwnQueue queue = queue();
    String good = queue.job("");

    enqueue("[" + good + "," + good + "," + bad + "]").isProblem(400, "invalid").blames(field);
    enqueueLines(good + "\n" + good + "\n" + bad).isProblem(400, "invalid").blames(field);

    queue.isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "[{}", "[{},]", "[,]", "[1]", "[null]", "[[]]", "[{}] 1", "[{}][{}]", "[{}}"})
  default void anArrayThatIsNoneIsMalformed(String body) {
    enqueue(body).isProblem(400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}\n{", "{}\n1", "{},{}", "{}\nnull", "[{}]", "{}\nx"})
  default void linesThatAreNotAllObjectsAreMalformed(String body) {
    enqueueLines(body).isProblem(400, "malformed");
  }

  @Test
  default void aBatchHasItsTwinsOnce() {
    OwnQueue queue = queue();
    String twin = queue.job("'UniqueKey':'k'");

    List<Long> ids = enqueue("[" + twin + "," + twin + "," + queue.job("") + "]").is(201).ids();

    assertEquals(ids.get(0), ids.get(1));
    assertEquals(2, queue.count("QUEUED"));
  }

  @Test
  default void aHundredThousandJobsAreTakenWhole() {
    OwnQueue queue = queue();
    String job = queue.job("");

    List<Long> ids = enqueue("[" + (job + ",").repeat(99_999) + job + "]").is(201).ids();

    assertEquals(100_000, ids.size());
    assertEquals(ids.get(0) + 99_999, ids.get(99_999));
    assertEquals(100_000, queue.count("QUEUED"));
    assertEquals(100_000, http().post(queue.path() + "/purge", "").json().path("Purged").asInt());
  }

  @Test
  default void aHundredThousandJobsAreRefusedWhole() {
    OwnQueue queue = queue();
    queue.configure("'MaxDepth':99999").is(200);
    String job = queue.job("");
    String body = (job + "\n").repeat(100_000);

    Answer refused = enqueueLines(body).isProblem(429, "queue-full");

    assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
    assertEquals(0, queue.count("QUEUED"));
    enqueueLines(body + "\n" + job).isProblem(400, "invalid");
  }

  @Test
  default void aQueueThatHasAllItMayHaveTakesNoMore() {
    OwnQueue queue = queue();
    queue.configure("'MaxDepth':2").is(200);
    long first = queue.add();
    enqueue("[" + queue.job("") + "," + queue.job("") + "]").isProblem(429, "queue-full");
    queue.add();

    Answer refused = queue.offer("").isProblem(429, "queue-full").blamesNoField();

    assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
    queue.take(first);
    queue.offer("").isProblem(429, "queue-full");
    http().post("/jobs/" + first + "/conclude", "").is(200);
    queue.add();
  }
}
