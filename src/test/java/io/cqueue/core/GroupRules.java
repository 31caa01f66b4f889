package io.cqueue.core;

import static io.cqueue.core.Driver.MINUTE;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of the jobs of one group in a queue at most one is in progress, in order. */
interface GroupRules extends Rules {

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      q().add(job().group("g"));
    }
  }

  @Test
  default void onlyOneJobOfAGroupIsInProgress() {
    add(3);

    assertEquals(List.of(1L), q().drainIds());
    q().assertNothingToTake();
    q().conclude(1);
    assertEquals(List.of(2L), q().drainIds());
    q().conclude(2);
    assertEquals(List.of(3L), q().drainIds());
  }

  @Test
  default void groupsRunSideBySide() {
    q().addAll(job().group("g"), job().group("g"), job().group("h"), job(), job().group("h"));

    assertEquals(List.of(1L, 3L, 4L), q().drainIds());
  }

  @Test
  default void theSameGroupInAnotherQueueIsAnotherGroup() {
    q().addAll(job().group("g"), job().group("g").in("other"));

    assertEquals(List.of(1L, 2L), q().idsOf(Driver.most(9, "default", "other")));
  }

  @Test
  default void withinAGroupAHigherPriorityGoesFirst() {
    q().addAll(job().group("g"), job().group("g").priority(9), job().group("g").priority(9));

    assertEquals(List.of(2L), q().drainIds());
    q().conclude(2);
    assertEquals(List.of(3L), q().drainIds());
    q().conclude(3);
    assertEquals(List.of(1L), q().drainIds());
  }

  @Test
  default void aJobThatWaitsForARetryHoldsItsGroup() {
    add(2);
    q().takeOne();
    q().failAndRetryIn(1, MINUTE);

    q().assertNothingToTake();
    q().pass(MINUTE);
    assertEquals(List.of(1L), q().drainIds());
  }

  @Test
  default void aJobThatWasReleasedForLaterHoldsItsGroup() {
    add(2);
    q().takeOne();
    q().release(1, MINUTE);

    q().assertNothingToTake();
    q().queue.cancel(1);
    assertEquals(List.of(2L), q().drainIds());
  }

  @Test
  default void aDelayedJobThatWasNeverStartedDoesNotHoldItsGroup() {
    q().addAll(job().group("g").delay(SECOND), job().group("g"));

    assertEquals(List.of(2L), q().drainIds());
    q().pass(SECOND);
    q().assertNothingToTake();
    q().conclude(2);
    assertEquals(List.of(1L), q().drainIds());
  }

  @Test
  default void whateverEndsAnAttemptLetsTheGroupGo() {
    add(5);
    q().takeOne();
    q().queue.cancel(1);
    assertEquals(2, q().takeOne().id());
    q().giveUp(2);
    assertEquals(3, q().takeOne().id());
    q().release(3, Duration.ZERO);
    q().queue.cancel(3);
    q().take(Driver.leased(SECOND));
    q().assertStatus(JobStatus.IN_PROGRESS, 4);
    q().pass(SECOND);
    assertEquals(4, q().takeOne().id());
    q().conclude(4);
    assertEquals(5, q().takeOne().id());
  }

  @Test
  default void aJobOfAGroupGoesOutInItsTurnAmongTheOthers() {
    q().addAll(job(), job().group("g"), job(), job().group("g").priority(9));

    assertEquals(List.of(4L, 1L, 3L), q().drainIds());
    q().conclude(4);
    assertEquals(List.of(2L), q().drainIds());
  }

  @Test
  default void onlyTheFirstOfAGroupCanBeHadByType() {
    q().addAll(job().group("g").type("a"), job().group("g").type("b"));

    assertEquals(List.of(), q().idsOf(Driver.ofTypes("b")));
    assertEquals(List.of(1L), q().idsOf(Driver.ofTypes("a")));
    q().conclude(1);
    assertEquals(List.of(2L), q().idsOf(Driver.ofTypes("b")));
  }

  @Test
  default void oneWhoWaitsGetsTheNextOfTheGroupWhenItIsItsTurn() {
    add(2);
    q().takeOne();
    Driver.Waiting consumer = q().await(MINUTE);
    consumer.assertStillWaits();

    q().conclude(1);

    consumer.assertGot(2L);
  }

  @Test
  default void oneWhoWaitsGetsTheNextOfTheGroupWhenTheFirstIsNoLongerInTheWay() {
    q().addAll(job().group("g"), job().group("g").type("b"));
    Driver.Waiting consumer = q().await(Driver.ofTypes("b"), MINUTE);
    consumer.assertStillWaits();

    q().queue.cancel(1);

    consumer.assertGot(2L);
  }

  @Test
  default void aJobThatIsMovedAwayLetsItsGroupGo() {
    add(2);
    q().takeOne();
    q().failAndRetryIn(1, MINUTE);
    q().queue.move(1, "other");

    assertEquals(List.of(2L), q().drainIds());
  }

  @Test
  default void aChangedPriorityCountsWithinTheGroup() {
    add(3);
    q().queue.change(3, Driver.priority(9));

    assertEquals(List.of(3L), q().drainIds());
    q().conclude(3);
    assertEquals(List.of(1L), q().drainIds());
  }
}
