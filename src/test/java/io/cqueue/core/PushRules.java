package io.cqueue.core;

import static io.cqueue.core.Driver.MINUTE;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store knows of queues whose jobs are posted; who posts them is elsewhere. */
interface PushRules extends Rules {

  String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  String OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private static Push push(int concurrency, double rate, @Nullable String secret) {
    return new Push("https://example.com/", concurrency, rate, Duration.ofMillis(1500), secret);
  }

  private @Nullable Push of(String name) {
    return q().queue.queue(name).settings().push();
  }

  @Test
  default void whereJobsArePostedIsKeptAndTold() {
    assertEquals(Pushes.NONE, q().queue.pushes());
    q().configure("a", settings -> settings.push(push(3, 0.5, SECRET)));
    q().configure("b", settings -> settings.push(push(1000, 0, null)));
    q().configure("c", settings -> settings.maxDepth(1));

    assertEquals(push(3, 0.5, SECRET), of("a"));
    assertEquals(
        Map.of("a", push(3, 0.5, SECRET), "b", push(1000, 0, null)), q().queue.pushes().byQueue());

    q().configure("a", settings -> settings.push(null));
    q().queue.delete("b");
    assertEquals(Pushes.NONE, q().queue.pushes());
    assertEquals(List.of("c"), q().queue.queues().stream().map(QueueStats::name).toList());
  }

  @Test
  default void aPauseLeavesItAsItIsButNothingIsPosted() {
    q().configure("a", settings -> settings.push(push(3, 0, SECRET)));

    assertEquals(push(3, 0, SECRET), q().queue.pause("a", true).settings().push());
    assertEquals(Pushes.NONE, q().queue.pushes());
    q().queue.pause("a", false);
    assertEquals(Map.of("a", push(3, 0, SECRET)), q().queue.pushes().byQueue());
  }

  @Test
  default void aSecretCanBeKeptChangedAndTakenAway() {
    q().configure("a", settings -> settings.push(push(3, 0, SECRET)));

    q().configure("a", settings -> settings.push(push(4, 0, Push.SAME_SECRET)));
    assertEquals(push(4, 0, SECRET), of("a"));
    q().configure("a", settings -> settings.push(push(4, 0, OTHER)));
    assertEquals(push(4, 0, OTHER), of("a"));
    q().configure("a", settings -> settings.push(push(4, 0, null)));
    assertEquals(push(4, 0, null), of("a"));
  }

  @Test
  default void aSecretThatThereIsNotCannotBeKept() {
    q().configure("a", settings -> settings.push(push(3, 0, null)));

    for (String name : List.of("a", "b")) {
      Driver.assertInvalid(
          "Push.Secret",
          () -> q().configure(name, settings -> settings.push(push(4, 0, Push.SAME_SECRET))));
    }
    assertEquals(push(3, 0, null), of("a"));
    assertEquals(1, q().queue.queues().size());
  }

  @Test
  default void noMoreJobsAreInProgressThanMayBeOnTheirWay() {
    q().configure("default", settings -> settings.push(push(2, 0, null)));
    q().addAll(job(), job(), job(), job());

    assertEquals(List.of(1L, 2L), q().drainIds());
    Driver.Waiting next = q().await(MINUTE);
    next.assertStillWaits();
    q().conclude(1);
    next.assertGot(3L);
    q().assertNothingToTake();
  }

  @Test
  default void theLesserOfTwoLimitsHolds() {
    q().configure("default", settings -> settings.maxInProgress(1).push(push(2, 0, null)));
    q().addAll(job(), job(), job());
    assertEquals(List.of(1L), q().drainIds());

    q().configure("default", settings -> settings.maxInProgress(3));
    assertEquals(List.of(2L), q().drainIds());
  }

  @Test
  default void jobsComeNoFasterThanTheyMayBePosted() {
    q().configure("default", settings -> settings.rate(100).push(push(100, 1, null)));
    q().addAll(job(), job(), job());

    assertEquals(List.of(1L), q().drainIds());
    q().pass(Duration.ofMillis(999));
    q().assertNothingToTake();
    Driver.Waiting next = q().await(MINUTE);
    q().pass(Duration.ofMillis(1));
    next.assertGot(2L);

    q().configure("default", settings -> settings.rate(0).push(push(100, 0, null)));
    assertEquals(List.of(3L), q().drainIds());
  }

  @Test
  default void aSlowRateThatIsTakenBackHoldsNothingUp() {
    q().configure("default", settings -> settings.push(push(100, 0.001, null)));
    q().addAll(job(), job());
    q().takeOne();
    q().assertNothingToTake();

    q().configure("default", settings -> settings.push(push(100, 1000, null)));

    assertEquals(List.of(2L), q().drainIds());
  }

  @Test
  default void itIsToldWhetherThereAreWebhooks() {
    q().add(job().type(Push.WEBHOOK));
    assertFalse(q().queue.pushes().webhooks());
    q().add(job().in(Push.WEBHOOKS).delay(SECOND));
    assertFalse(q().queue.pushes().webhooks());

    q().pass(SECOND);
    assertTrue(q().queue.pushes().webhooks());

    q().take(Driver.oneFrom(Push.WEBHOOKS));
    assertFalse(q().queue.pushes().webhooks());
  }

  @Test
  default void onlyAnOperatorOfAllIsToldOfSecrets() {
    for (Caller caller :
        List.of(
            new Caller("one", Set.of(Role.OPERATE), List.of("a*")),
            new Caller("one", Set.of(Role.READ, Role.CONSUME, Role.PRODUCE), List.of("*")))) {
      Driver.assertRefused(
          Refusal.Reason.FORBIDDEN, () -> new GuardedJobQueue(q().queue, caller).pushes());
    }
    assertEquals(Pushes.NONE, new GuardedJobQueue(q().queue, Caller.ANYONE).pushes());
  }
}
