package io.cqueue.core;

import static io.cqueue.core.Driver.DAY;
import static io.cqueue.core.Driver.MILLI;
import static io.cqueue.core.Driver.assertInvalid;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cqueue.core.Refusal.Reason;
import io.cqueue.core.Settlement.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jobs that are one whole. */
interface BatchRules extends Rules {

  private static NewBatch batch(JobBuilder... jobs) {
    return new NewBatch(
        "b",
        Stream.of(jobs).map(JobBuilder::build).toList(),
        new Callback.Enqueue(job().in("good").build()),
        new Callback.Enqueue(job().in("bad").build()));
  }

  /** Adds a batch, and says its ID. */
  private long add(JobBuilder... jobs) {
    return q().queue.enqueueBatch(batch(jobs), null).id();
  }

  private List<Job> in(String queue) {
    return q().queue.list(new JobFilter(queue, Set.of(), Set.of(), Map.of(), 0, 9)).jobs();
  }

  private Job onlyOneIn(String queue) {
    List<Job> jobs = in(queue);
    assertEquals(1, jobs.size(), "jobs in " + queue);
    return jobs.get(0);
  }

  private void assertCounts(long id, long pending, long concluded, long failed, long cancelled) {
    Batch batch = q().queue.batch(id);
    assertEquals(
        List.of(pending, concluded, failed, cancelled),
        List.of(batch.pending(), batch.concluded(), batch.failed(), batch.cancelled()));
    assertEquals(pending == 0, batch.endedAt() != null, "ended");
  }

  @Test
  default void itsJobsCanBeListed() {
    q().add(job());
    long id = add(job(), job().in("x"));
    long other = add(job().in("x"));
    // Not what its callback says, though it looks like it.
    q().add(job().onConclude(job().payload("\"\\\"Batch\\\":" + id + ",\"")));
    q().queue.cancel(id + 1);
    JobFilter all = new JobFilter(null, Set.of(), Set.of(), Map.of(), 0, 100);
    assertEquals(List.of(id + 1, id + 2), ids(all.ofBatch(id)));
    assertEquals(List.of(id + 2), ids(all.ofBatch(id).from(id + 1, 1)));
    assertEquals(
        List.of(id + 1),
        ids(
            new JobFilter(null, Set.of(JobStatus.CANCELLED), Set.of(), Map.of(), 0, 1)
                .ofBatch(id)));
    assertEquals(
        List.of(other + 1),
        ids(new JobFilter("x", Set.of(), Set.of(), Map.of(), 0, 1).ofBatch(other)));
    assertEquals(List.of(), ids(all.ofBatch(1L)));
    assertInvalid("batch", () -> all.ofBatch(0L));
    assertInvalid("after", () -> all.ofBatch(id).from(-1, 1));
  }

  private List<Long> ids(JobFilter filter) {
    return q().queue.list(filter).jobs().stream().map(Job::id).toList();
  }

  @Test
  default void aBatchEndsWhenItsLastJobIsConcludedAndAddsTheJobForThat() {
    EnqueuedBatch added = q().queue.enqueueBatch(batch(job().in("x"), job().in("y")), null);
    long id = added.id();
    assertEquals(1, id);
    assertEquals(List.of(new Enqueued(2, true), new Enqueued(3, true)), added.jobs());
    assertEquals(id, q().job(2).options().links().batch());
    Batch open = q().queue.batch(id);
    assertEquals("b", open.name());
    assertEquals(List.of("x", "y"), open.queues());
    assertEquals(batch(job()).onConclude(), open.onConclude());
    assertEquals(batch(job()).onFail(), open.onFail());
    assertEquals(q().now(), open.enqueuedAt());
    assertCounts(id, 2, 0, 0, 0);

    q().take(Driver.most(2, "x", "y"));
    q().conclude(3);
    assertCounts(id, 1, 1, 0, 0);
    assertEquals(List.of(), in("good"));
    q().pass(MILLI);
    q().conclude(2);
    assertCounts(id, 0, 2, 0, 0);
    assertEquals(q().now(), q().queue.batch(id).endedAt());

    Job next = onlyOneIn("good");
    assertEquals(id, next.options().links().parentBatch());
    assertNull(next.options().links().parent());
    assertNull(next.options().links().batch());
    assertEquals(
        "{\"Event\":\"batch.ended\",\"Batch\":{\"ID\":1,\"Name\":\"b\",\"Total\":2,\"Concluded\":2,"
            + "\"Failed\":0,\"Cancelled\":0}}",
        Objects.requireNonNull(next.payload()).toString());
    assertEquals(List.of(), in("bad"));
  }

  @Test
  default void ifOneFailedOrWasCancelledTheOtherJobIsAddedWhenAllHaveEnded() {
    long id = add(job().maxAttempts(1), job(), job().ttl(Driver.SECOND));
    q().take(Driver.most(2, "default"));
    q().fail(2);
    assertCounts(id, 2, 0, 1, 0);
    q().pass(Driver.SECOND);
    assertCounts(id, 1, 0, 1, 1);
    assertEquals(List.of(), in("bad"));
    q().conclude(3);

    assertCounts(id, 0, 1, 1, 1);
    assertEquals(id, onlyOneIn("bad").options().links().parentBatch());
    assertEquals(List.of(), in("good"));
  }

  @Test
  default void aJobThatIsRetriedBeforeTheEndIsPendingAgain() {
    long id = add(job(), job());
    q().take(Driver.most(2, "default"));
    q().giveUp(2);
    q().queue.retry(2);
    assertCounts(id, 2, 0, 0, 0);
    q().conclude(3);
    assertCounts(id, 1, 1, 0, 0);
    q().take(Driver.most(2, "default"));
    q().conclude(2);

    assertCounts(id, 0, 2, 0, 0);
    onlyOneIn("good");
  }

  @Test
  default void aJobThatFailedAndIsCancelledCountsOnce() {
    long id = add(job(), job());
    q().take(Driver.most(2, "default"));
    q().giveUp(2);
    q().queue.cancel(2);
    assertCounts(id, 1, 0, 0, 1);
    q().conclude(3);

    assertCounts(id, 0, 1, 0, 1);
  }

  @Test
  default void whatBecomesOfItsJobsAfterItsEndChangesNothing() {
    long id = add(job());
    q().takeOne();
    q().giveUp(2);
    Batch ended = q().queue.batch(id);
    q().queue.retry(2);
    q().take(Driver.most(2, "default"));
    q().conclude(2);

    assertEquals(ended, q().queue.batch(id));
    onlyOneIn("bad");
    assertEquals(List.of(), in("good"));
  }

  @Test
  default void manyJobsOfManyBatchesAreSettledTogether() {
    List<Long> batches = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      batches.add(add(IntStream.range(0, 30).mapToObj(any -> job()).toArray(JobBuilder[]::new)));
    }
    List<Settlement> all = new ArrayList<>();
    for (Job job : q().take(Driver.most(1000, "default"))) {
      all.add(0, new Settlement.Conclude(job.id(), Claim.NONE, null));
    }
    q().queue.settle(all);

    batches.forEach(id -> assertCounts(id, 0, 30, 0, 0));
    assertEquals(10, q().counts("good").get(JobStatus.QUEUED));
  }

  @Test
  default void jobsThatAreForgottenAreCountedStill() {
    try (Driver few = drive(1)) {
      NewBatch wanted = batch(job(), job(), job().ttl(Duration.ZERO), job().ttl(Duration.ZERO));
      long id = few.queue.enqueueBatch(wanted, null).id();
      for (Job job : few.take(Driver.most(2, "default"))) {
        few.conclude(job.id());
      }

      Batch batch = few.queue.batch(id);
      assertEquals(List.of(2L, 2L), List.of(batch.concluded(), batch.cancelled()));
      assertEquals(few.now(), batch.endedAt());
    }
  }

  @Test
  default void aJobThatIsNotAddedIsNoneOfTheBatch() {
    long before = q().add(job().uniqueKey("k"));
    EnqueuedBatch added =
        q().queue.enqueueBatch(batch(job().uniqueKey("k"), job().uniqueKey("l")), null);
    assertEquals(new Enqueued(before, false), added.jobs().get(0));
    assertCounts(added.id(), 1, 0, 0, 0);
    assertNull(q().job(before).options().links().batch());

    long twice = add(job().uniqueKey("m"), job().uniqueKey("m"));
    assertEquals(1, q().queue.batch(twice).total());
    long none = add(job().uniqueKey("k"));
    assertCounts(none, 0, 0, 0, 0);
    assertEquals(none, onlyOneIn("good").options().links().parentBatch());
  }

  @Test
  default void jobsThatAreCancelledAtOnceHaveEnded() {
    long id = add(job().ttl(Duration.ZERO).onFail(job().in("own")));
    assertCounts(id, 0, 0, 0, 1);
    assertEquals(id, onlyOneIn("bad").options().links().parentBatch());
    assertEquals(2, onlyOneIn("own").options().links().parent());
  }

  @Test
  default void jobsOfABatchCanComeAfterOthersAndHaveCallbacks() {
    long first = q().add();
    long id = add(job().after(first).onConclude("https://example.org/"), job().after(first));
    q().takeOne();
    q().conclude(first);
    assertCounts(id, 2, 0, 0, 0);
    q().take(Driver.most(2, "default"));
    q().conclude(first + 2);
    onlyOneIn("webhooks");
    q().queue.cancel(first + 3);

    assertCounts(id, 0, 1, 0, 1);
  }

  @Test
  default void aBatchIsAddedAsAWholeOrNotAtAll() {
    q().configure("small", settings -> settings.maxDepth(1));
    Driver.assertRefused(Reason.QUEUE_FULL, () -> add(job(), job().in("small"), job().in("small")));
    assertInvalid("After", () -> add(job(), job().after(99)));
    q().queue.drain(true);
    Driver.assertRefused(Reason.DRAINING, () -> add(job()));
    assertEquals(0, q().count(JobStatus.QUEUED));
    Driver.assertRefused(Reason.UNKNOWN_BATCH, () -> q().queue.batch(1));
  }

  @Test
  default void aBatchThatIsAskedForAgainIsAddedOnce() {
    IdempotencyKey key = new IdempotencyKey("k", "f");
    EnqueuedBatch added = q().queue.enqueueBatch(batch(job(), job()), key);

    assertEquals(added, q().queue.enqueueBatch(batch(job(), job()), key));
    assertEquals(2, q().count(JobStatus.QUEUED));
    Driver.assertRefused(
        Reason.KEY_REUSED,
        () -> q().queue.enqueueBatch(batch(job()), new IdempotencyKey("k", "g")));
  }

  @Test
  default void aBatchCanBeLookedUpForADayAfterItsEnd() {
    long open = add(job().in("x"));
    long ended = add(job());
    q().conclude(q().takeOne().id());
    q().pass(DAY.minus(MILLI));
    assertEquals(1, q().queue.batch(ended).concluded());
    q().pass(Driver.SECOND);

    Driver.assertRefused(Reason.UNKNOWN_BATCH, () -> q().queue.batch(ended));
    assertCounts(open, 1, 0, 0, 0);
    Driver.assertRefused(Reason.UNKNOWN_BATCH, () -> q().queue.batch(open + 1));
  }

  @Test
  default void aWebhookOfABatchSaysWhatIsToBePosted() {
    Callback hook = new Callback.Webhook("https://example.org/");
    q().queue.enqueueBatch(new NewBatch(null, List.of(job().build()), hook, null), null);
    q().conclude(q().takeOne().id());

    assertEquals(
        "{\"URL\":\"https://example.org/\",\"Event\":\"batch.ended\",\"Batch\":{\"ID\":1,\"Total\":1,"
            + "\"Concluded\":1,\"Failed\":0,\"Cancelled\":0}}",
        Objects.requireNonNull(onlyOneIn("webhooks").payload()).toString());
  }

  @Test
  default void aBatchWithoutCallbacksAddsNothing() {
    q().queue.enqueueBatch(new NewBatch(null, List.of(job().build()), null, null), null);
    q().conclude(q().takeOne().id());

    assertEquals(0, q().count(JobStatus.QUEUED));
  }

  @Test
  default void aBatchThatMakesNoSenseIsRefused() {
    assertInvalid("Jobs", () -> batch());
    assertInvalid("Name", () -> new NewBatch("", List.of(job().build()), null, null));
    JobBuilder[] everywhere =
        IntStream.range(0, 101).mapToObj(i -> job().in("q" + i)).toArray(JobBuilder[]::new);
    assertInvalid("Jobs", () -> batch(everywhere));
  }

  private GuardedJobQueue as(String name, Role role, String... queues) {
    return new GuardedJobQueue(q().queue, new Caller(name, Set.of(role), List.of(queues)));
  }

  @Test
  default void aCallerNeedsARightToEveryQueueOfABatch() {
    JobQueue one = as("one", Role.PRODUCE, "a", "b", "good", "bad");
    IdempotencyKey key = new IdempotencyKey("k", "f");
    long id = one.enqueueBatch(batch(job().in("a"), job().in("b")), key).id();
    assertEquals(id, one.enqueueBatch(batch(job().in("a"), job().in("b")), key).id());
    JobQueue two = as("two", Role.PRODUCE, "a", "good", "bad");
    long other = two.enqueueBatch(batch(job().in("a")), key).id();

    assertEquals(2, one.batch(id).total());
    assertEquals(1, as("three", Role.READ, "a").batch(other).total());
    Driver.assertRefused(Reason.UNKNOWN_BATCH, () -> two.batch(id));
    Driver.assertRefused(Reason.FORBIDDEN, () -> as("four", Role.CONSUME, "*").batch(id));
    for (NewBatch theirs :
        List.of(
            batch(job().in("a"), job().in("b")),
            batch(job().in("a").onFail(job().in("b"))),
            with(new Callback.Enqueue(job().in("b").build()), null),
            with(null, new Callback.Webhook("https://example.org/")))) {
      Driver.assertRefused(Reason.FORBIDDEN, () -> two.enqueueBatch(theirs, null));
    }
    Driver.assertRefused(
        Reason.FORBIDDEN, () -> as("five", Role.READ, "*").enqueueBatch(batch(job()), null));
  }

  private static NewBatch with(@Nullable Callback onConclude, @Nullable Callback onFail) {
    return new NewBatch(null, List.of(job().in("a").build()), onConclude, onFail);
  }
}
