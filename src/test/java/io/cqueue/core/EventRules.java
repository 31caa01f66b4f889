package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.JobBuilder.job;
import static io.cqueue.core.JobStatus.BLOCKED;
import static io.cqueue.core.JobStatus.CANCELLED;
import static io.cqueue.core.JobStatus.CONCLUDED;
import static io.cqueue.core.JobStatus.FAILED;
import static io.cqueue.core.JobStatus.IN_PROGRESS;
import static io.cqueue.core.JobStatus.QUEUED;
import static io.cqueue.core.JobStatus.SCHEDULED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every change of status is told to those who listen. */
interface EventRules extends Rules {

  private static List<JobStatus> statuses(List<JobEvent> events, long id) {
    return events.stream().filter(event -> event.id() == id).map(JobEvent::status).toList();
  }

  @Test
  default void eachChangeOfStatusIsAnEvent() {
    JobQueue.Events events = q().queue.listen(() -> {});
    q().add(job().in("a").type("t").delay(SECOND));
    q().pass(SECOND);
    q().take(Driver.oneFrom("a"));
    q().pass(SECOND);
    q().conclude(1);

    List<JobEvent> all = events.after(0, 100);

    assertEquals(List.of(SCHEDULED, QUEUED, IN_PROGRESS, CONCLUDED), statuses(all, 1));
    assertEquals(new JobEvent(4, q().now(), 1, "a", "t", CONCLUDED, 1), all.get(3));
    assertEquals(List.of(1L, 2L, 3L, 4L), all.stream().map(JobEvent::sequence).toList());
    assertEquals(4, events.latest());
  }

  @Test
  default void theEventsOfEveryWayThroughLife() {
    JobQueue.Events events = q().queue.listen(() -> {});
    q().add(job().lease(SECOND).maxAttempts(3));
    q().add(job().after(1));
    q().takeOne();
    q().failAndRetryIn(1, SECOND);
    q().pass(SECOND);
    q().takeOne();
    q().release(1, Duration.ZERO);
    q().takeOne();
    q().release(1, SECOND);
    q().pass(SECOND);
    q().takeOne();
    q().pass(SECOND);
    q().takeOne();
    q().pass(SECOND);
    q().queue.retry(1);

    assertEquals(
        List.of(
            QUEUED,
            IN_PROGRESS,
            SCHEDULED,
            QUEUED,
            IN_PROGRESS,
            QUEUED,
            IN_PROGRESS,
            SCHEDULED,
            QUEUED,
            IN_PROGRESS,
            QUEUED,
            IN_PROGRESS,
            FAILED,
            QUEUED),
        statuses(events.after(0, 100), 1));
    assertEquals(List.of(BLOCKED, CANCELLED), statuses(events.after(0, 100), 2));
  }

  @Test
  default void whatChangesNoStatusIsNoEvent() {
    JobQueue.Events events = q().queue.listen(() -> {});
    q().addAll(job().delay(SECOND), job());
    q().takeOne();
    q().extend(2, Settlement.Claim.NONE, HOUR);
    q().queue.change(1, new JobChange(9, NewJob.Moment.in(HOUR)));
    q().queue.move(1, "other");

    assertEquals(3, events.latest());
  }

  @Test
  default void oneCanReadOnFromAnyEvent() {
    JobQueue.Events events = q().queue.listen(() -> {});
    q().addAll(job(), job(), job(), job());

    assertEquals(List.of(2L, 3L), events.after(1, 2).stream().map(JobEvent::sequence).toList());
    assertEquals(List.of(4L), events.after(3, 2).stream().map(JobEvent::sequence).toList());
    assertEquals(List.of(), events.after(4, 2));
    assertEquals(List.of(), events.after(400, 2));
  }

  @Test
  default void thoseWhoListenAreWokenWhenThereIsMore() {
    AtomicInteger woken = new AtomicInteger();
    JobQueue.Events events = q().queue.listen(woken::incrementAndGet);
    q().add();
    assertEquals(1, woken.get());
    q().queue.stats();
    assertEquals(1, woken.get(), "nothing happened");

    events.close();
    q().add();
    assertEquals(1, woken.get());
  }

  @Test
  default void twoWhoListenWithTheSameCallbackAreTwo() {
    AtomicInteger woken = new AtomicInteger();
    Runnable wake = woken::incrementAndGet;
    q().queue.listen(wake);
    q().queue.listen(wake).close();
    q().add();

    assertEquals(1, woken.get());
  }

  @Test
  default void eventsAreCountedFromTheOpeningOnEvenIfNobodyListened() {
    q().addAll(job(), job());
    JobQueue.Events events = q().queue.listen(() -> {});
    assertEquals(2, events.latest());
    q().add();

    List<JobEvent> all = events.after(0, 100);
    assertEquals(3, all.get(all.size() - 1).sequence());
  }

  @Test
  default void oneWhoComesBackReadsOnWhereItLeft() {
    JobQueue.Events first = q().queue.listen(() -> {});
    q().add();
    long last = first.latest();
    first.close();
    q().add();

    List<JobEvent> missed = q().queue.listen(() -> {}).after(last, 100);

    assertEquals(1, missed.size());
    assertEquals(2, missed.get(0).id());
  }

  @Test
  default void whoeverWasAwayTooLongSeesThatSomeAreMissing() {
    JobQueue.Events events = q().queue.listen(() -> {});
    JobBuilder[] batch = new JobBuilder[10_000];
    Arrays.setAll(batch, i -> job());
    for (int i = 0; i < 10; i++) {
      q().addAll(batch);
    }

    List<JobEvent> left = events.after(1, 10);

    assertTrue(left.get(0).sequence() > 2, () -> "from " + left.get(0).sequence());
    assertEquals(left.get(0).sequence(), left.get(0).id());
    assertEquals(100_000, events.latest());
    assertEquals(1, events.after(99_999, 10).size());
  }
}
