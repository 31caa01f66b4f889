package io.cqueue.memory;

import static io.cqueue.core.JobBuilder.job;
import static java.util.Collections.nCopies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Callback;
import io.cqueue.core.Dequeue;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Job;
import io.cqueue.core.JobError;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Kept;
import io.cqueue.core.ManualClock;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Pending;
import io.cqueue.core.Push;
import io.cqueue.core.QueueStats;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Settlement;
import io.cqueue.core.Settlement.Claim;
import io.cqueue.cron.CronCalendar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a queue in memory keeps to the room that it has. */
final class RoomTest {

  private static final String KIBIBYTE = "\"" + "x".repeat(1022) + "\"";

  private final ManualClock clock = new ManualClock();
  private final MemoryJobQueue queue =
      new MemoryJobQueue(clock, new CronCalendar(), new MemoryLimits(20_000, 1_000_000));

  private long add() {
    return queue.enqueue(job().payload(KIBIBYTE).build()).id();
  }

  private static void assertFull(JobQueue queue) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> queue.enqueue(job().payload(KIBIBYTE).build()));
    assertEquals(Refusal.Reason.STORE_FULL, refused.refusal().reason());
  }

  private int fill() {
    for (int count = 0; ; count++) {
      try {
        add();
      } catch (RefusedException e) {
        assertEquals(Refusal.Reason.STORE_FULL, e.refusal().reason());
        return count;
      }
    }
  }

  @Test
  void aFullQueueRefusesMoreButGoesOnHandingOut() {
    int count = fill();
    assertTrue(count >= 10 && count < 20, () -> count + " jobs");
    for (int i = 1; i <= count; i++) {
      assertEquals(i, queue.dequeue(Dequeue.DEFAULT).get(0).id());
    }
    assertFull(queue);
    queue.settle(new Settlement.Conclude(1, Claim.NONE, JsonValue.of(KIBIBYTE)));
  }

  @Test
  void whatIsDoneMakesRoomTheOldestFirst() {
    int count = fill();
    queue.cancel(2);
    queue.cancel(1);

    assertEquals(count + 1, add());
    assertTrue(queue.find(2).isEmpty());
    assertTrue(queue.find(1).isPresent());
    assertEquals(count + 2, add());
    assertTrue(queue.find(1).isEmpty());
    assertFull(queue);
  }

  @Test
  void aBatchThatDoesNotFitIsRefusedWhole() {
    var one = job().payload(KIBIBYTE).build();

    assertThrows(RefusedException.class, () -> queue.enqueue(nCopies(30, one), null));
    assertTrue(queue.queues().isEmpty());
  }

  @Test
  void aResultThatDoesNotFitIsTakenAndForgottenBeforeAnythingElse() {
    int count = fill();
    queue.dequeue(Dequeue.DEFAULT);
    List<JobHistory> heard = new ArrayList<>();
    queue.await(1, Duration.ofSeconds(9), job -> job.ifPresent(heard::add));
    JsonValue result = JsonValue.of("\"" + "x".repeat(50_000) + "\"");

    Job done = queue.settle(new Settlement.Conclude(1, Claim.NONE, result));

    assertEquals(result, Objects.requireNonNull(done.run()).result());
    assertEquals(List.of(done), heard.stream().map(JobHistory::job).toList());
    assertTrue(queue.find(1).isEmpty());
    assertTrue(queue.roomUsed() < 20_000, () -> queue.roomUsed() + " bytes");
    assertEquals(count - 1L, queue.stats().count(JobStatus.QUEUED));
    assertEquals(count + 1, add());
  }

  @Test
  void progressThatDoesNotFitIsRefusedAndTheOldOneKept() {
    fill();
    queue.dequeue(Dequeue.DEFAULT);
    queue.settle(new Settlement.Extend(1, Claim.NONE, null, JsonValue.of("1")));
    Outcome outcome =
        queue
            .settle(
                List.of(
                    new Settlement.Extend(
                        1, Claim.NONE, null, JsonValue.of("\"" + "x".repeat(5000) + "\""))))
            .get(0);

    assertEquals(Refusal.Reason.STORE_FULL, ((Outcome.Refused) outcome).refusal().reason());
    Job.Run run = queue.find(1).orElseThrow().job().run();
    assertNotNull(run);
    assertEquals(JsonValue.of("1"), run.progress());
  }

  @Test
  void badNewsIsTakenEvenIfThereIsNoRoomForItsDetails() {
    fill();
    queue.dequeue(Dequeue.DEFAULT);
    JobError long1 = new JobError("x".repeat(1000), "T", "y".repeat(5000));
    Job failed = queue.settle(new Settlement.Fail(1, Claim.NONE, long1, null, true));

    assertNotNull(failed.run());
    assertEquals(new JobError(null, "T", null), failed.run().error());
  }

  @Test
  void earlierAttemptsDoNotKeepTheirStacks() {
    add();
    for (int i = 0; i < 3; i++) {
      queue.dequeue(Dequeue.DEFAULT);
      queue.settle(
          new Settlement.Fail(
              1, Claim.NONE, new JobError("m" + i, "T", "y".repeat(1000)), Duration.ZERO, true));
      queue.tick();
    }
    var attempts = queue.find(1).orElseThrow().attempts();
    assertEquals(new JobError("m0", "T", null), attempts.get(0).error());
    assertEquals(new JobError("m1", "T", null), attempts.get(1).error());
    assertEquals(new JobError("m2", "T", "y".repeat(1000)), attempts.get(2).error());
  }

  /** Requires this to take so many bytes of the room. */
  private void assertTakes(long atLeast, long atMost, Runnable what) {
    long before = queue.roomUsed();
    what.run();
    long more = queue.roomUsed() - before;
    assertTrue(more >= atLeast && more <= atMost, () -> more + " bytes");
  }

  private void say(Settlement what) {
    queue.settle(what);
  }

  @Test
  void allThatProducersSendCounts() {
    String text = "k".repeat(200);
    assertTakes(200, 400, () -> queue.enqueue(job().build()));
    assertTakes(1224, 1400, this::add);
    assertTakes(600, 800, () -> queue.enqueue(job().uniqueKey(text).build()));
    assertTakes(600, 800, () -> queue.enqueue(job().group(text).build()));
    assertTakes(1100, 1200, () -> queue.enqueue(job().group(text).uniqueKey("u" + text).build()));
    assertTakes(1000, 1300, () -> queue.enqueue(job().tag("a" + text, "b" + text).build()));
    assertTakes(1_400, 1_500, () -> queue.enqueue(job().after(1, 2, 3, 4, 5, 6).build()));
    String parent = "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01";
    assertTakes(600, 1000, () -> queue.enqueue(job().trace(parent, "k=" + text).build()));
    String url = "https://example.com/" + text;
    assertTakes(750, 900, () -> queue.enqueue(job().onFail(url).build()));
    assertTakes(
        1_600, 1_800, () -> queue.enqueue(job().onConclude(job().payload(KIBIBYTE)).build()));
    NewJob twin = job().uniqueKey(text).build();
    assertTakes(900, 1000, () -> queue.enqueue(nCopies(10, twin), new IdempotencyKey(text, "f")));
  }

  @Test
  void allThatConsumersSendCountsAsLongAsItIsKept() {
    queue.enqueue(job().build());
    queue.dequeue(Dequeue.DEFAULT);
    JsonValue large = JsonValue.of(KIBIBYTE);
    JsonValue small = JsonValue.of("1");
    assertTakes(1024, 1100, () -> say(new Settlement.Extend(1, Claim.NONE, null, large)));
    assertTakes(0, 0, () -> say(new Settlement.Extend(1, Claim.NONE, null, large)));
    assertTakes(-1023, -1023, () -> say(new Settlement.Extend(1, Claim.NONE, null, small)));
    JobError error = new JobError("m".repeat(500), "t".repeat(100), "s".repeat(1000));
    assertTakes(
        3_200, 3_500, () -> say(new Settlement.Fail(1, Claim.NONE, error, Duration.ZERO, true)));
    assertTakes(1_500, 1_700, () -> queue.dequeue(Dequeue.DEFAULT));
    assertTakes(1024, 1100, () -> say(new Settlement.Conclude(1, Claim.NONE, large)));
  }

  @Test
  void anArrayThatTakesWholeRegionsOfTheHeapCountsTwice() {
    MemoryJobQueue wide =
        new MemoryJobQueue(clock, new CronCalendar(), new MemoryLimits(2_000_000, 100));
    wide.enqueue(job().payload("\"" + "x".repeat(600_000) + "\"").build());

    assertTrue(wide.roomUsed() > 1_200_000, () -> wide.roomUsed() + " bytes");
  }

  @Test
  void aProgressTakesThePlaceOfTheOneBefore() {
    queue.enqueue(job().build());
    queue.dequeue(Dequeue.DEFAULT);
    JsonValue half = JsonValue.of("\"" + "x".repeat(11_000) + "\"");

    say(new Settlement.Extend(1, Claim.NONE, null, half));
    say(new Settlement.Extend(1, Claim.NONE, null, half));

    assertTrue(queue.roomUsed() < 12_000, () -> queue.roomUsed() + " bytes");
  }

  @Test
  void whoeverStopsWaitingLeavesNoTimerBehind() {
    add();
    queue.dequeue(Dequeue.DEFAULT);
    Dequeue keyed = new Dequeue(List.of("a"), Set.of(), 1, null, null, "key");
    List<Pending> waiting =
        List.of(
            queue.dequeue(keyed, Duration.ofMinutes(1), jobs -> {}),
            queue.dequeue(Dequeue.DEFAULT, Duration.ofMinutes(1), jobs -> {}),
            queue.await(1, Duration.ofMinutes(1), job -> {}));
    assertEquals(clock.instant().plusSeconds(60).toEpochMilli(), queue.tick());

    waiting.forEach(each -> assertTrue(each.cancel()));

    assertEquals(clock.instant().plusSeconds(1800).toEpochMilli(), queue.tick());
    assertEquals(List.of("default"), queue.queues().stream().map(QueueStats::name).toList());
  }

  @Test
  void aBatchTakesRoomForADayAfterItsEnd() {
    String text = "k".repeat(200);
    String name = "q".repeat(100);
    Callback webhook = new Callback.Webhook("https://example.com/" + text);
    NewBatch batch = new NewBatch(text, List.of(job().in(name).build()), webhook, webhook);
    assertTakes(2_300, 2_500, () -> queue.enqueueBatch(batch, null));
    NewBatch plain = new NewBatch(null, List.of(job().build()), null, null);
    assertTakes(500, 800, () -> queue.enqueueBatch(plain, null));
    queue.purge(name);
    queue.purge("default");
    queue.purge(Push.WEBHOOKS);

    clock.advance(Duration.ofDays(1).minusMillis(1));
    queue.tick();
    assertTrue(queue.roomUsed() > 1_000, () -> queue.roomUsed() + " bytes");
    clock.advance(Duration.ofMillis(1));
    assertEquals(Long.MAX_VALUE, queue.tick());
    assertEquals(0, queue.roomUsed());
  }

  @Test
  void whatIsMovedToAnotherStoreTakesTheSameRoomThere() {
    String text = "k".repeat(200);
    queue.enqueue(job().payload(KIBIBYTE).tag("a", text).group(text).onFail(job()).build());
    queue.enqueueBatch(new NewBatch(text, List.of(job().in("b").build()), null, null), null);
    for (int i = 0; i < 2; i++) {
      queue.dequeue(Dequeue.DEFAULT);
      say(new Settlement.Extend(1, Claim.NONE, null, JsonValue.of("\"" + text + "\"")));
      JobError error = new JobError(text, text, text);
      say(new Settlement.Fail(1, Claim.NONE, error, Duration.ZERO, true));
    }
    queue.dequeue(Dequeue.DEFAULT);
    say(new Settlement.Conclude(1, Claim.NONE, JsonValue.of("\"" + text + "\"")));
    List<Kept> kept = new ArrayList<>();
    queue.export().sayTo(kept::add);
    MemoryJobQueue other =
        new MemoryJobQueue(clock, new CronCalendar(), new MemoryLimits(20_000, 1_000_000));

    other.restore(kept.iterator());

    assertEquals(queue.roomUsed(), other.roomUsed());
  }

  @Test
  void whenAllIsForgottenAllRoomIsFree() {
    queue.enqueue(
        List.of(
            job().payload(KIBIBYTE).tag("a", "b").uniqueKey("k").build(),
            job().group("g").build(),
            job().type("t").build()),
        new IdempotencyKey("k", "f"));
    queue.enqueue(job().after(1, 2).build());
    Dequeue keyed = new Dequeue(List.of("default"), Set.of(), 9, null, "x", "key");
    queue.dequeue(keyed);
    queue.settle(new Settlement.Extend(1, Claim.NONE, null, JsonValue.of("0.5")));
    JobError error = new JobError("m", "T", "s");
    queue.settle(new Settlement.Fail(2, Claim.NONE, error, Duration.ofSeconds(1), true));
    clock.advance(Duration.ofSeconds(1));
    queue.dequeue(Dequeue.DEFAULT);
    queue.settle(new Settlement.Conclude(2, Claim.NONE, JsonValue.of("1")));
    queue.settle(new Settlement.Fail(3, Claim.NONE, error, null, false));
    queue.move(3, "other");
    queue.retry(3);
    queue.cancel(3);
    queue.cancel(1);
    assertTrue(queue.roomUsed() > 1500, () -> queue.roomUsed() + " bytes");

    clock.advance(Duration.ofDays(2));
    assertEquals(Long.MAX_VALUE, queue.tick());

    assertEquals(0, queue.roomUsed());
    assertNull(queue.find(4).orElse(null));
    assertEquals(List.of(), queue.queues());
  }
}
