package io.cqueue.core;

import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.Driver.attempt;
import static io.cqueue.core.Driver.most;
import static io.cqueue.core.Driver.oneFrom;
import static io.cqueue.core.Driver.told;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.cqueue.core.Settlement.Claim;
import io.cqueue.core.Settlement.Conclude;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who does not wait for a store to keep something gets the same answer, only perhaps later. */
interface ReplyRules extends Rules {

  private List<Enqueued> enqueue(List<NewJob> jobs, @Nullable IdempotencyKey key) {
    return told(then -> q().queue.enqueue(jobs, key, then));
  }

  private List<Job> dequeue(Dequeue request) {
    return told(then -> q().queue.dequeue(request, then));
  }

  private static Optional<JobHistory> find(JobQueue queue, long id) {
    return told(then -> queue.find(id, then));
  }

  private static List<Outcome> settle(JobQueue queue, List<Settlement> items) {
    return told(then -> queue.settle(items, then));
  }

  @Test
  default void anEnqueueIsAnsweredToOneWhoDoesNotWait() {
    IdempotencyKey key = new IdempotencyKey("k", "f");
    List<NewJob> jobs = List.of(job().build(), job().uniqueKey("u").build());

    List<Enqueued> first = enqueue(jobs, key);

    assertEquals(List.of(new Enqueued(1, true), new Enqueued(2, true)), first);
    assertEquals(first, enqueue(jobs, key));
    assertEquals(first, q().queue.enqueue(jobs, key));
    assertEquals(
        List.of(new Enqueued(2, false)), enqueue(List.of(job().uniqueKey("u").build()), null));
  }

  @Test
  default void anEnqueueIsRefusedToOneWhoDoesNotWait() {
    List<NewJob> jobs = List.of(job().build());
    q().configure("default", it -> it.maxDepth(1));
    q().add();
    assertRefused(Refusal.Reason.QUEUE_FULL, () -> enqueue(jobs, null));
    assertEquals(List.of(1L), q().drainIds());
  }

  @Test
  default void aDequeueIsAnsweredToOneWhoDoesNotWait() {
    q().addAll(job(), job());
    List<Job> one = dequeue(oneFrom("default"));
    assertEquals(List.of(q().job(1)), one);
    List<Job> other = dequeue(most(10, "default"));
    assertEquals(List.of(q().job(2)), other);
    assertEquals(List.of(), dequeue(most(10, "default")));
  }

  @Test
  default void aSettlementIsAnsweredToOneWhoDoesNotWait() {
    q().add();
    q().takeOne();
    List<Settlement> items =
        List.of(new Conclude(1, attempt(1), null), new Conclude(2, Claim.NONE, null));

    List<Outcome> outcomes = settle(q().queue, items);

    assertEquals(q().job(1), assertInstanceOf(Outcome.Done.class, outcomes.get(0)).job());
    assertEquals(JobStatus.CONCLUDED, q().job(1).status());
    assertEquals(
        Refusal.Reason.UNKNOWN_JOB,
        assertInstanceOf(Outcome.Refused.class, outcomes.get(1)).refusal().reason());
    assertEquals(outcomes, q().queue.settle(items));
  }

  @Test
  default void aJobIsShownToOneWhoDoesNotWait() {
    q().add();
    assertEquals(q().queue.find(1), find(q().queue, 1));
    assertEquals(Optional.empty(), find(q().queue, 2));
  }

  @Test
  default void whoDoesNotWaitHasNoMoreRights() {
    JobQueue nobody = as(new Caller("nobody", Set.of(), List.of("*")));
    JobQueue mine = as(new Caller("one", EnumSet.allOf(Role.class), List.of("mine")));
    List<NewJob> jobs = List.of(job().build());
    List<Settlement> items =
        List.of(new Conclude(1, Claim.NONE, null), new Conclude(2, Claim.NONE, null));
    for (JobQueue each : List.of(nobody, mine)) {
      assertForbidden((Reply<List<Enqueued>> then) -> each.enqueue(jobs, null, then));
      assertForbidden((Reply<List<Job>> then) -> each.dequeue(oneFrom("default"), then));
    }
    assertForbidden((Reply<List<Outcome>> then) -> nobody.settle(items, then));

    assertForbidden((Reply<Optional<JobHistory>> then) -> nobody.find(1, then));

    q().addAll(job(), job().in("mine"));
    assertEquals(Optional.empty(), find(mine, 1));
    assertEquals(q().queue.find(2), find(mine, 2));
    q().take(most(2, "default", "mine"));
    List<Outcome> outcomes = settle(mine, items);
    assertEquals(
        new Outcome.Refused(1, Refusal.unknownJob(1)), outcomes.get(0), "one of another queue");
    assertEquals(new Outcome.Done(q().job(2)), outcomes.get(1));
    q().assertStatus(JobStatus.IN_PROGRESS, 1);
    q().assertStatus(JobStatus.CONCLUDED, 2);
  }

  private JobQueue as(Caller caller) {
    return new GuardedJobQueue(q().queue, caller);
  }

  private static <T> void assertForbidden(Consumer<Reply<T>> asking) {
    assertRefused(Refusal.Reason.FORBIDDEN, () -> told(asking));
  }
}
