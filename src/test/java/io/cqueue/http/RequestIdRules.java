package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each request has an ID, by which the log and the client can speak of it. */
interface RequestIdRules extends Rules {

  String HEADER = "X-Request-Id";

  private String id(Answer answer) {
    String id = answer.header(HEADER);
    assertFalse(id.isEmpty());
    return id;
  }

  @Test
  default void eachAnswerHasAnIdOfItsOwn() {
    String first = id(http().post("/jobs/dequeue?queue=nobody", "").is(204));

    assertNotEquals(first, id(http().post("/jobs/dequeue?queue=nobody", "").is(204)));
    assertNotEquals(first, id(http().get("/jobs/0").isProblem(404, "unknown-job")));
    assertNotEquals(first, id(http().get("/events?x=1").isProblem(400, "invalid")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "6f1c2d9e-8a3b-4c5d-9e7f-0a1b2c3d4e5f", "1-67891233:a/b=+@~_."})
  default void theIdOfTheClientIsTakenOver(String id) {
    assertEquals(id, id(http().get("/jobs/stats", HEADER, id).is(200)));
    assertEquals(id, id(http().get("/jobs/0", HEADER, id).isProblem(404, "unknown-job")));
    assertEquals(id, id(http().get("/nothing", HEADER, id).isProblem(404, "not-found")));
    assertEquals(id, id(http().get("/events?x=1", HEADER, id).isProblem(400, "invalid")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "<script>", "{\"a\":1}", "a%0a", "a;b"})
  default void anIdThatMayDoHarmIsNot(String id) {
    assertNotEquals(id, id(http().get("/jobs/0", HEADER, id).isProblem(404, "unknown-job")));
  }

  @Test
  default void anIdThatIsTooLongIsNot() {
    String longest = "x".repeat(128);

    assertEquals(longest, id(http().get("/jobs/stats", HEADER, longest)));
    assertNotEquals(longest + "x", id(http().get("/jobs/stats", HEADER, longest + "x")));
  }

  @Test
  default void anAnswerThatComesLateHasTheIdToo() {
    OwnQueue queue = queue();
    long id = queue.add();
    http().get("/jobs/" + id + "?wait=0.01", HEADER, "late").is(200);

    assertEquals("late", id(http().get("/jobs/" + id + "?wait=0.01", HEADER, "late").is(200)));
    assertEquals("also", id(queue().dequeue("wait=0.01", HEADER, "also").is(204)));
  }
}
