package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What comes of that which a producer says of a job. */
interface OptionRules extends Rules {

  @Test
  default void aDelayedJobIsScheduledUntilItsTime() {
    OwnQueue queue = queue();
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
    long late = queue.add("'RunAt':'" + tomorrow.atOffset(ZoneOffset.ofHoursMinutes(5, 30)) + "'");
    long soon = queue.add("'Delay':0.3");
    assertEquals("SCHEDULED", status(soon));
    assertEquals(tomorrow, Instant.parse(job(late).path("RunAt").textValue()));

    JsonNode job = queue.await();

    assertEquals(soon, job.path("ID").asLong());
    Instant enqueued = Instant.parse(job.path("EnqueuedAt").textValue());
    Instant dequeued = Instant.parse(job.path("DequeuedAt").textValue());
    assertTrue(!dequeued.isBefore(enqueued.plus(Duration.ofMillis(300))), job::toString);
    assertEquals("SCHEDULED", status(late));
  }

  @Test
  default void aJobThatNobodyStartedInTimeIsCancelled() {
    OwnQueue queue = queue();
    long never = queue.add("'TTL':0");
    long past = queue.add("'ExpiresAt':'2001-01-01T00:00:00Z'");

    queue.isEmpty();

    assertEquals("CANCELLED", status(never));
    assertEquals("expired", job(past).path("Reason").textValue());
  }

  @Test
  default void aSecondJobWithTheSameKeyIsTheFirstOne() {
    OwnQueue queue = queue();
    long first = queue.add("'UniqueKey':'k'");

    Answer second = queue.offer("'UniqueKey':'k','Type':'other'").is(200);

    assertEquals(first, second.id());
    assertTrue(second.header("Location").endsWith("/jobs/" + first));
    queue.take(first);
    assertEquals(first, queue.offer("'UniqueKey':'k'").is(200).id());
    http().post("/jobs/" + first + "/conclude", "").is(200);
    assertTrue(queue.add("'UniqueKey':'k'") > first);
  }

  @Test
  default void jobsOfAGroupAreDoneOneAtATimeAndInOrder() {
    OwnQueue queue = queue();
    long first = queue.add("'Group':'g'");
    long second = queue.add("'Group':'g','Priority':9");
    long other = queue.add("'Group':'h'");

    assertEquals(2, queue.dequeue("max=10").ids().size());

    long open = status(first).equals("IN_PROGRESS") ? first : second;
    assertEquals("IN_PROGRESS", status(other));
    http().post("/jobs/" + open + "/conclude", "").is(200);
    queue.take(open == first ? second : first);
  }

  @Test
  default void aJobWaitsForThoseItIsAfter() {
    OwnQueue queue = queue();
    long first = queue.add();
    long second = queue.add("'After':[" + first + "]");
    queue.take(first);
    queue.isEmpty();

    http().post("/jobs/" + first + "/conclude", "").is(200);

    queue.take(second);
  }

  @Test
  default void aHigherPriorityGoesFirst() {
    OwnQueue queue = queue();
    long low = queue.add("'Priority':0");
    long usual = queue.add();
    long high = queue.add("'Priority':9");

    queue.take(high);
    queue.take(usual);
    queue.take(low);
  }
}
