package io.cqueue.core;

import static io.cqueue.core.Driver.assertRefused;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How jobs come in. */
interface EnqueueRules extends Rules {

  @Test
  default void idsAscendFromOne() {
    assertEquals(1, q().add());
    assertEquals(2, q().add(job().in("other")));
    assertEquals(3, q().add());
  }

  @Test
  default void aJobIsAsItsProducerSaid() {
    long first = q().add();
    long id =
        q().add(
                job()
                    .in("mail")
                    .type("welcome")
                    .priority(7)
                    .payload("{\"b\":1.10,\"a\":[1e400]}")
                    .ttl(Duration.ofHours(1))
                    .maxAttempts(3)
                    .lease(Duration.ofSeconds(9))
                    .uniqueKey("u")
                    .group("g")
                    .tag("customer", "7")
                    .trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=1, b=2")
                    .after(first));

    Job found = q().job(id);

    assertEquals("mail", found.queue());
    assertEquals("welcome", found.type());
    assertEquals(7, found.priority());
    assertEquals(JsonValue.of("{\"b\":1.10,\"a\":[1e400]}"), found.payload());
    assertEquals(q().now(), found.enqueuedAt());
    assertEquals(q().now().plusSeconds(3600), found.expiresAt());
    assertEquals(
        job()
            .maxAttempts(3)
            .lease(Duration.ofSeconds(9))
            .uniqueKey("u")
            .group("g")
            .tag("customer", "7")
            .trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=1, b=2")
            .after(first)
            .build()
            .options(),
        found.options());
    assertEquals(JobStatus.BLOCKED, found.status());
  }

  @Test
  default void aNewJobHasNothingThatOnlyConsumersGiveIt() {
    Job found = q().job(q().add());

    assertEquals(JobStatus.QUEUED, found.status());
    assertEquals(NewJob.DEFAULT_QUEUE, found.queue());
    assertEquals(NewJob.DEFAULT_PRIORITY, found.priority());
    assertEquals(0, found.attempt());
    assertNull(found.payload());
    assertNull(found.run());
    assertNull(found.runAt());
    assertNull(found.expiresAt());
    assertNull(found.concludedAt());
    assertNull(found.reason());
    assertEquals(List.of(), q().history(found.id()).attempts());
  }

  @Test
  default void theConsumerGetsThePayloadByteForByte() {
    String json = "{ \"z\" : 0.10, \"a\":\"\\u00e9\", \"z\":1 }";
    q().add(job().payload(json));

    JsonValue payload = q().takeOne().payload();

    assertNotNull(payload);
    assertEquals(json, payload.toString());
  }

  @Test
  default void aBatchGetsItsIdsInOrder() {
    assertEquals(List.of(1L, 2L, 3L), q().addAll(job().priority(1), job().in("other"), job()));
  }

  @Test
  default void aBatchOfWhichOneJobIsRefusedAddsNone() {
    assertRefused(
        Refusal.Reason.INVALID, () -> q().addAll(job(), job().in("other"), job().after(99)));

    q().assertNothingToTake();
    assertEquals(0, q().count(JobStatus.QUEUED));
    assertEquals(List.of(), q().queue.queues());
    assertEquals(1, q().add(), "no ID was used up");
  }

  @Test
  default void aDrainingQueueTakesOnNoJobButHandsThemOut() {
    long id = q().add();

    q().queue.drain(true);

    assertRefused(Refusal.Reason.DRAINING, () -> q().add());
    assertEquals(id, q().takeOne().id());
    q().conclude(id);
    assertEquals(true, q().queue.stats().draining());
  }

  @Test
  default void aDrainCanBeUndone() {
    q().queue.drain(true);
    q().queue.drain(false);

    assertEquals(1, q().add());
    assertFalse(q().queue.stats().draining());
  }

  @Test
  default void noJobHasAnIdThatWasNeverGiven() {
    q().add();

    for (long id : new long[] {0, -1, 2, 1_000_000, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertEquals(false, q().queue.find(id).isPresent(), "job " + id);
    }
  }
}
