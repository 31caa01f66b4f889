package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request with an {@code Idempotency-Key} is safe to repeat after a lost answer. */
interface RepeatRules extends Rules {

  String KEY = "Idempotency-Key";

  @Test
  default void aRepeatedEnqueueAddsNothingAndAnswersTheSame() {
    OwnQueue queue = queue();
    String key = queue.name();
    Answer first = queue.offer("'Type':'A'", KEY, key).is(201);

    Answer second = queue.offer("'Type':'A'", KEY, key).is(201);

    assertEquals(first.text(), second.text());
    assertEquals(first.header("Location"), second.header("Location"));
    queue.take(first.id());
    queue.isEmpty();
    assertEquals(first.id(), queue.offer("'Type':'A'", KEY, key).is(201).id());
  }

  @Test
  default void aRepeatedBatchAddsNothingAndAnswersTheSame() {
    OwnQueue queue = queue();
    String body = "[" + queue.job("") + "," + queue.job("") + "]";
    List<Long> first = http().post("/jobs/enqueue", body, KEY, queue.name()).is(201).ids();

    assertEquals(first, http().post("/jobs/enqueue", body, KEY, queue.name()).is(201).ids());
    assertEquals(2, queue.count("QUEUED"));
  }

  @Test
  default void anotherRequestUnderTheSameKeyIsRefused() {
    OwnQueue queue = queue();
    queue.offer("'Type':'A'", KEY, queue.name()).is(201);

    queue.offer("'Type':'B'", KEY, queue.name()).isProblem(422, "key-reused");

    assertEquals(1, queue.count("QUEUED"));
  }

  @Test
  default void aRequestThatWasRefusedLeavesNoKeyBehind() {
    OwnQueue queue = queue();
    queue.offer("'Type':''", KEY, queue.name()).isProblem(400, "invalid");

    queue.offer("'Type':'A'", KEY, queue.name()).is(201);
  }

  @Test
  default void withoutAKeyEachRequestIsNew() {
    OwnQueue queue = queue();

    assertNotEquals(queue.add(), queue.add());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  default void aKeyThatIsNoneIsRefused(String key) {
    queue().offer("", KEY, key).isProblem(400, "invalid").blames(KEY);
    queue().dequeue("", KEY, key).isProblem(400, "invalid").blames(KEY);
  }

  @Test
  default void aKeyHas256CharactersAtMost() {
    queue().offer("", KEY, "k".repeat(256)).is(201);
    queue().offer("", KEY, "k".repeat(257)).isProblem(400, "invalid").blames(KEY);
    queue().dequeue("", KEY, "k".repeat(256)).is(204);
    queue().dequeue("", KEY, "k".repeat(257)).isProblem(400, "invalid").blames(KEY);
  }

  @Test
  default void aRepeatedDequeueAnswersWithTheSameJobs() {
    OwnQueue queue = queue();
    queue.add(5);
    List<Long> first = queue.dequeue("max=2", KEY, queue.name()).is(200).ids();

    assertEquals(first, queue.dequeue("max=2", KEY, queue.name()).is(200).ids());
    assertEquals(2, queue.count("IN_PROGRESS"));
  }

  @Test
  default void aRepeatedDequeueAnswersWithOtherJobsOnceTheFirstAreDone() {
    OwnQueue queue = queue();
    List<Long> ids = queue.add(2);
    assertEquals(ids.get(0), queue.dequeue("", KEY, queue.name()).is(200).id());
    http().post("/jobs/" + ids.get(0) + "/conclude", "").is(200);

    assertEquals(ids.get(1), queue.dequeue("", KEY, queue.name()).is(200).id());
  }

  @Test
  default void eachConsumerHasItsOwnKeys() {
    OwnQueue queue = queue();
    queue.add(2);
    Answer one = queue.dequeue("", KEY, queue.name(), "Queue-Consumer", "one").is(200);
    Answer two = queue.dequeue("", KEY, queue.name(), "Queue-Consumer", "two").is(200);

    assertNotEquals(one.id(), two.id());
  }

  @Test
  default void aKeyOnAnEmptyQueueIsGoodForTheNextTry() {
    OwnQueue queue = queue();
    queue.dequeue("", KEY, queue.name()).is(204);
    long id = queue.add();

    assertEquals(id, queue.dequeue("", KEY, queue.name()).is(200).id());
  }
}
