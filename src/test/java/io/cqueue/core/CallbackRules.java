package io.cqueue.core;

import static io.cqueue.core.Driver.HOUR;
import static io.cqueue.core.Driver.SECOND;
import static io.cqueue.core.Driver.assertInvalid;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cqueue.core.Settlement.Claim;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Jobs that are added because others ended. */
interface CallbackRules extends Rules {

  /** The jobs that wait in a queue for a consumer, by ID. */
  private List<Job> in(String queue) {
    return q().queue.list(new JobFilter(queue, Set.of(), Set.of(), Map.of(), 0, 9)).jobs();
  }

  private Job onlyOneIn(String queue) {
    List<Job> jobs = in(queue);
    assertEquals(1, jobs.size(), "jobs in " + queue);
    return jobs.get(0);
  }

  private static String payload(Job job) {
    return Objects.requireNonNull(job.payload()).toString();
  }

  /** A job with one callback for each end. */
  private static JobBuilder withBoth() {
    return job().onConclude(job().in("good")).onFail(job().in("bad"));
  }

  @Test
  default void aJobThatIsConcludedAddsTheOneThatItNamedForThat() {
    long id = q().add(withBoth().type("MAIL"));
    q().takeOne();
    assertEquals(List.of(), in("good"));
    q().queue.settle(new Settlement.Conclude(id, Claim.NONE, JsonValue.of("{\"Sent\" : 1.0}")));

    Job next = onlyOneIn("good");
    assertEquals(JobStatus.QUEUED, next.status());
    assertEquals(id, next.options().links().parent());
    assertEquals(
        "{\"Event\":\"job.concluded\",\"Job\":{\"ID\":1,\"Queue\":\"default\",\"Type\":\"MAIL\","
            + "\"Status\":\"CONCLUDED\",\"Attempt\":1,\"Result\":{\"Sent\" : 1.0}}}",
        payload(next));
    assertEquals(List.of(), in("bad"));
    assertEquals(List.of(next.id()), q().idsOf(Driver.oneFrom("good")));
  }

  @Test
  default void aJobThatFailsForGoodAddsTheOneThatItNamedForThat() {
    long id = q().add(withBoth().maxAttempts(2));
    q().takeOne();
    q().failAndRetryIn(id, SECOND);
    assertEquals(List.of(), in("bad"));
    q().pass(SECOND);
    q().takeOne();
    JobError error = new JobError("no \"disk\"\n", "IO", "at a");
    q().queue.settle(new Settlement.Fail(id, Claim.NONE, error, null, true));

    assertEquals(
        "{\"Event\":\"job.failed\",\"Job\":{\"ID\":1,\"Queue\":\"default\","
            + "\"Type\":\"NOT_TIME_CRITICAL\",\"Status\":\"FAILED\",\"Attempt\":2,"
            + "\"Error\":{\"Message\":\"no \\\"disk\\\"\\u000a\",\"Type\":\"IO\"}}}",
        payload(onlyOneIn("bad")));
    assertEquals(List.of(), in("good"));
  }

  @Test
  default void aJobThatIsCalledOffInWhateverWayCountsAsFailed() {
    q().add(job().ttl(SECOND).onFail(job().in("expired")));
    long lost = q().add(job().priority(9).maxAttempts(1).lease(SECOND).onFail(job().in("lost")));
    long cancelled = q().add(job().in("b").onFail(job().in("cancelled")));
    q().add(job().in("c").after(cancelled).onFail(job().in("stranded")));
    q().add(job().in("d").onFail(job().in("purged")));
    assertEquals(lost, q().takeOne().id());
    q().queue.cancel(cancelled);
    q().queue.purge("d");
    q().pass(SECOND);
    long atOnce = q().add(job().ttl(Duration.ZERO).onFail(job().in("late")));

    for (String queue : List.of("expired", "cancelled", "stranded", "purged", "late")) {
      Job next = onlyOneIn(queue);
      assertEquals("{\"Event\":\"job.cancelled\",", payload(next).substring(0, 25));
    }
    assertEquals("{\"Event\":\"job.failed\",\"", payload(onlyOneIn("lost")).substring(0, 23));
    assertEquals(atOnce, onlyOneIn("late").options().links().parent());
  }

  @Test
  default void eachEndAddsOneJobAndWordOfItThatIsRepeatedAddsNone() {
    long id = q().add(withBoth());
    q().takeOne();
    q().conclude(id, Driver.attempt(1));
    q().conclude(id, Driver.attempt(1));
    onlyOneIn("good");

    long other = q().add(withBoth());
    q().takeOne();
    q().giveUp(other);
    q().queue.cancel(other);
    onlyOneIn("bad");

    q().queue.retry(other);
    q().takeOne();
    q().giveUp(other);
    assertEquals(2, in("bad").size());
    q().queue.retry(other);
    q().takeOne();
    q().conclude(other);
    assertEquals(2, in("good").size());
    assertEquals(2, in("bad").size());
  }

  @Test
  default void theNextJobIsAsItWasAskedFor() {
    NewJob wanted =
        job()
            .in("next")
            .type("THEN")
            .priority(8)
            .payload("{ \"a\" : 1.50 }")
            .delay(SECOND)
            .ttl(HOUR)
            .maxAttempts(3)
            .lease(HOUR)
            .uniqueKey("k")
            .group("g")
            .tag("a", "b")
            .trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "v=1")
            .onFail("https://example.org/a?b=c")
            .build();
    NewJob first =
        job()
            .build()
            .with(
                null,
                JobOptions.NONE.with(
                    new Links(new Callback.Enqueue(wanted), null, null, null, null)));
    long id = q().queue.enqueue(first).id();
    assertEquals(first.options(), q().job(id).options());
    q().pass(HOUR);
    q().takeOne();
    q().conclude(id);

    Job next = onlyOneIn("next");
    assertEquals("THEN", next.type());
    assertEquals(8, next.priority());
    assertEquals("{ \"a\" : 1.50 }", payload(next));
    assertEquals(JobStatus.SCHEDULED, next.status());
    assertEquals(q().now().plus(SECOND), next.runAt());
    assertEquals(q().now().plus(HOUR), next.expiresAt());
    Links links = wanted.options().links();
    assertEquals(
        wanted.options().with(new Links(null, links.onFail(), null, id, null)), next.options());
  }

  @Test
  default void theNextJobIsInTheTraceOfTheOneBefore() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    q().add(job().trace(parent, null).onConclude(job().in("good")));
    q().takeOne();
    q().conclude(1);

    assertEquals(new Trace(parent, null), onlyOneIn("good").options().trace());
  }

  @Test
  default void aWebhookIsAJobThatSaysWhatIsToBePosted() {
    q().add(job().onConclude("https://example.org/hook?a=b"));
    q().takeOne();
    q().conclude(1);

    Job hook = onlyOneIn("webhooks");
    assertEquals("webhook", hook.type());
    assertEquals(1, hook.options().links().parent());
    assertEquals(
        "{\"URL\":\"https://example.org/hook?a=b\",\"Event\":\"job.concluded\",\"Job\":{\"ID\":1,"
            + "\"Queue\":\"default\",\"Type\":\"NOT_TIME_CRITICAL\",\"Status\":\"CONCLUDED\","
            + "\"Attempt\":1}}",
        payload(hook));
  }

  @Test
  default void theNextJobHasCallbacksOfItsOwn() {
    q().add(job().onConclude(job().in("b").onConclude(job().in("c").onFail(job().in("d")))));
    q().takeOne();
    q().conclude(1);
    q().take(Driver.oneFrom("b"));
    q().conclude(2);
    q().queue.cancel(3);

    assertEquals(3, onlyOneIn("d").options().links().parent());
    assertNull(onlyOneIn("d").options().links().onFail());
  }

  @Test
  default void whatWasTakenOnIsAddedThoughTheQueueIsFullOrTheServerDrains() {
    q().configure("good", settings -> settings.maxDepth(1));
    q().add(job().in("good"));
    q().addAll(withBoth(), withBoth());
    q().queue.drain(true);
    q().takeOne();
    q().conclude(2);
    assertEquals(2, in("good").size());
    q().queue.cancel(3);
    onlyOneIn("bad");
  }

  @Test
  default void aJobMayAddAnotherWithTheUniqueKeyThatItHadItself() {
    q().addAll(
            job().uniqueKey("k").onConclude(job().uniqueKey("k")),
            job().onConclude(job().uniqueKey("k")),
            job().onConclude(job().uniqueKey("k")));
    q().take(Driver.most(3, "default"));
    q().conclude(1);
    assertEquals(List.of(4L), q().drainIds());

    // The one that is there keeps others away, as from every producer.
    q().queue
        .settle(
            List.of(
                new Settlement.Conclude(4, Claim.NONE, null),
                new Settlement.Conclude(2, Claim.NONE, null),
                new Settlement.Conclude(3, Claim.NONE, null)));
    assertEquals(List.of(5L), q().drainIds());
  }

  @Test
  default void jobsOfAGroupAreAddedBehindEachOther() {
    q().addAll(
            job().group("g").onConclude(job().group("g").type("NEXT")),
            job().group("g").type("SECOND"));
    q().takeOne();
    q().conclude(1);

    assertEquals("SECOND", q().takeOne().type());
    q().assertNothingToTake();
    q().conclude(2);
    assertEquals("NEXT", q().takeOne().type());
  }

  @Test
  default void callbacksThatAreCancelledAtOnceCountAsEndedToo() {
    JobBuilder last = job().in("last");
    JobBuilder second = job().in("x").ttl(Duration.ZERO).onFail(last);
    q().add(job().onConclude(job().in("x").ttl(Duration.ZERO).onFail(second)));
    q().takeOne();
    q().conclude(1);

    assertEquals(List.of(2L, 3L), in("x").stream().map(Job::id).toList());
    assertEquals(4, onlyOneIn("last").id());
    assertEquals(3, onlyOneIn("last").options().links().parent());
  }

  @Test
  default void manyThatEndTogetherEachAddTheirs() {
    q().add(job().in("first"));
    for (int i = 0; i < 1000; i++) {
      q().add(job().after(1).onFail(job().in("bad")));
    }
    q().queue.cancel(1);

    assertEquals(1000, q().counts("bad").get(JobStatus.QUEUED));
  }

  @Test
  default void aJobOfAScheduleHasItsCallbacksEachTime() {
    NewJob wanted = withBoth().build();
    Schedule hourly =
        new Schedule("s", "0 * * * *", ZoneId.of("UTC"), wanted, Schedule.Overlap.ALLOW);
    q().queue.schedule(hourly);
    assertEquals(wanted, q().queue.schedule("s").schedule().job());
    for (int hour = 0; hour < 2; hour++) {
      q().pass(HOUR);
      q().conclude(q().takeOne().id());
    }

    assertEquals(2, in("good").size());
  }

  @Test
  default void aConsumerThatWaitsGetsTheNextJobAtOnce() {
    q().add(withBoth());
    q().takeOne();
    Driver.Waiting waiting = q().await(Driver.oneFrom("good"), HOUR);
    q().conclude(1);

    waiting.assertGot(2L);
  }

  @Test
  default void aCallbackThatMakesNoSenseIsRefused() {
    assertInvalid("Job.After", () -> job().onConclude(job().after(1)));
    for (String wrong :
        List.of(
            "",
            "example.org",
            "ftp://a.org",
            "http:///a",
            "http://a@b.org",
            "http://a.org/#b",
            "http://a.org/ b",
            "https://\u00e9.org",
            "http://a.org/" + "a".repeat(2048))) {
      assertInvalid("URL", () -> job().onFail(wrong));
    }
    JobBuilder deep = job();
    for (int i = 0; i < 8; i++) {
      deep = job().onFail(deep);
    }
    q().add(deep);
    JobBuilder deeper = deep;
    assertInvalid("Job", () -> job().onConclude(deeper));
  }

  @Test
  default void aCallerNeedsARightToEveryQueueThatACallbackNames() {
    Caller caller = new Caller("one", Set.of(Role.PRODUCE), List.of("mine"));
    JobQueue mine = new GuardedJobQueue(q().queue, caller);
    mine.enqueue(job().in("mine").onConclude(job().in("mine")).build());
    for (JobBuilder others :
        List.of(
            job().in("mine").onConclude(job().in("theirs")),
            job().in("mine").onFail(job().in("mine").onConclude(job().in("theirs"))),
            job().in("mine").onFail("https://example.org/"))) {
      Driver.assertRefused(Refusal.Reason.FORBIDDEN, () -> mine.enqueue(others.build()));
    }
    Caller both = new Caller("two", Set.of(Role.PRODUCE), List.of("mine", "webhooks"));
    new GuardedJobQueue(q().queue, both)
        .enqueue(job().in("mine").onFail("https://example.org/").build());
  }
}
