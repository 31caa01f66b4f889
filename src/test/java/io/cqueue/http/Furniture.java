package io.cqueue.http;

import static io.cqueue.core.JobBuilder.job;

import io.cqueue.core.Callback;
import io.cqueue.core.Dequeue;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Job;
import io.cqueue.core.JobBuilder;
import io.cqueue.core.JobError;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JsonValue;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Push;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Schedule;
import io.cqueue.core.SettingsBuilder;
import io.cqueue.core.Settlement;
import io.cqueue.core.Settlement.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** A queue with something of everything that there can be, for whoever moves it. */
final class Furniture {

  static final IdempotencyKey ENQUEUE_KEY = new IdempotencyKey("again", "print");

  /** What a consumer asked that may ask again. */
  static final Dequeue DEQUEUE =
      new Dequeue(List.of("keyed"), Set.of(), 2, Duration.ofHours(1), "worker", "once more");

  private static final Claim ANYONE = Claim.NONE;
  private static final Duration HOUR = Duration.ofHours(1);

  private final JobQueue queue;

  private Furniture(JobQueue queue) {
    this.queue = queue;
  }

  static void putInto(JobQueue queue) {
    Furniture furniture = new Furniture(queue);
    furniture.settings();
    furniture.waiting();
    furniture.worked();
    furniture.ordered();
    furniture.keyed();
    furniture.called();
    furniture.batches();
    furniture.schedules();
  }

  private long add(JobBuilder job) {
    return queue.enqueue(job.build()).id();
  }

  private Job take(String name) {
    return queue.dequeue(new Dequeue(List.of(name), Set.of(), 1, HOUR, "w \u00e9 1", null)).get(0);
  }

  private void settings() {
    queue.configure(
        "slow",
        new QueueSettings(
            true,
            Duration.ofMillis(1500),
            3,
            Duration.ofMillis(250),
            HOUR,
            100,
            7,
            2.5,
            Duration.ofDays(30),
            new Push(
                "https://example.com/jobs",
                5,
                2.5,
                Duration.ofMillis(1500),
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
    queue.configure(
        "kept",
        SettingsBuilder.of(queue.queue("kept").settings())
            .keepConcluded(Duration.ofDays(300))
            .build());
  }

  private void waiting() {
    add(job().payload("{\"b\":1.0,\"a\":[1e3, 0.10],\"b2\":\"\u00e9\u4e16\\u0000\"}"));
    add(job().payload("{\n  \"lines\": [\r\n 1]\n}").priority(9).type("MAIL"));
    add(job().payload("\"" + "x".repeat(100_000) + "\"").priority(0));
    add(job().payload("true").in("slow"));
    add(job().delay(HOUR).lease(Duration.ofMillis(1)).maxAttempts(2));
    add(job().ttl(HOUR).lease(Duration.ZERO));
    add(job().runAt(Instant.parse("2027-01-01T00:00:00.001Z")).ttl(Duration.ofDays(500)));
    add(job().tag("a", "b c").tag("\u00fc", "1").uniqueKey("only \u00e9 one"));
    queue.move(add(job().priority(7)), "elsewhere");
    queue.cancel(add(job().uniqueKey("free again")));
  }

  private void worked() {
    add(job().in("w").payload("[1]"));
    queue.settle(new Settlement.Conclude(take("w").id(), ANYONE, JsonValue.of("{\n\"r\": 1.50}")));
    long failing = add(job().in("w").maxAttempts(2));
    JobError error = new JobError("m\n", "t", "line\nline");
    take("w");
    queue.settle(new Settlement.Fail(failing, ANYONE, error, Duration.ZERO, true));
    take("w");
    queue.settle(new Settlement.Fail(failing, ANYONE, new JobError("2", null, null), null, true));
    long again = add(job().in("w"));
    take("w");
    queue.settle(new Settlement.Fail(again, ANYONE, error, HOUR, true));
    long released = add(job().in("w2"));
    take("w2");
    queue.settle(new Settlement.Release(released, ANYONE, Duration.ZERO));
    long extended = add(job().in("w3"));
    take("w3");
    queue.settle(new Settlement.Extend(extended, ANYONE, HOUR, JsonValue.of("{\"p\":\n 50.0}")));
    long retried = add(job().in("w4"));
    take("w4");
    queue.settle(new Settlement.Fail(retried, ANYONE, null, null, false));
    queue.retry(retried);
    long called = add(job().in("w5"));
    take("w5");
    queue.cancel(called);
    long endless = add(job().in("w6"));
    queue.dequeue(new Dequeue(List.of("w6"), Set.of(), 1, Duration.ZERO, null, null));
    queue.settle(new Settlement.Extend(endless, ANYONE, null, null));
    for (int i = 0; i < 12; i++) {
      long often = i == 0 ? add(job().in("w7")) : 0;
      Job job = take("w7");
      queue.settle(new Settlement.Fail(job.id(), ANYONE, error, Duration.ZERO, often >= 0));
    }
  }

  private void ordered() {
    add(job().in("g").group("a"));
    add(job().in("g").group("a"));
    add(job().in("g").group("b"));
    add(job().in("g").group("b"));
    take("g");
    long second = take("g").id();
    queue.settle(new Settlement.Fail(second, ANYONE, null, HOUR, true));
    add(job().in("g").group("c").priority(1));
    add(job().in("g").group("c").priority(8));
    long first = add(job().in("d"));
    long done = add(job().in("d2"));
    queue.settle(new Settlement.Conclude(take("d2").id(), ANYONE, null));
    long waits = add(job().in("d").after(first).after(done));
    add(job().in("d").after(waits).delay(HOUR));
    long dead = add(job().in("d3"));
    long waitsInVain = add(job().in("d3").after(dead));
    queue.cancel(dead);
    add(job().in("d3").after(waitsInVain));
  }

  private void keyed() {
    queue.enqueue(List.of(job().in("keyed").build(), job().in("keyed").build()), ENQUEUE_KEY);
    queue.dequeue(DEQUEUE);
  }

  private void called() {
    JobBuilder deep = job().in("c2").payload("{\"a\": 1.0}").tag("\u00fc", "v").group("g");
    JobBuilder next = job().in("c1").delay(HOUR).lease(HOUR).ttl(HOUR).uniqueKey("k").onFail(deep);
    add(job().in("c").onConclude(next).onFail("https://example.org/?a=%20b"));
    add(job().in("c").onConclude(next).onFail(next));
    long done = add(job().in("c3").onConclude(next.payload("[1]").runAt(Instant.EPOCH)));
    queue.settle(new Settlement.Conclude(take("c3").id(), ANYONE, JsonValue.of("[1 ]")));
    queue.cancel(add(job().in("c3").after(done).onFail("http://example.org/")));
  }

  private void batches() {
    JobBuilder next = job().in("b3").payload("[1.0]");
    NewBatch open =
        new NewBatch(
            "all \u00e9",
            List.of(job().in("b1").build(), job().in("b2").onFail(next).build()),
            new Callback.Enqueue(next.build()),
            new Callback.Webhook("https://example.org/"));
    queue.enqueueBatch(open, new IdempotencyKey("batch", "print"));
    queue.settle(new Settlement.Conclude(take("b1").id(), ANYONE, null));
    queue.enqueueBatch(
        new NewBatch(null, List.of(job().in("b4").build()), open.onConclude(), null), null);
    queue.settle(new Settlement.Conclude(take("b4").id(), ANYONE, null));
  }

  private void schedules() {
    JobBuilder then = job().in("s2").priority(9).onConclude("https://example.org/");
    NewJob job =
        job().in("s").payload("{\n}").delay(HOUR).ttl(HOUR).tag("k", "v").onConclude(then).build();
    queue.schedule(
        new Schedule(
            "yearly", "0 0 1 1 *", ZoneId.of("Europe/Paris"), job, Schedule.Overlap.ALLOW));
    queue.schedule(
        new Schedule(
            "plain", "0 0 29 2 *", ZoneId.of("UTC"), NewJob.ofType("t"), Schedule.Overlap.SKIP));
  }
}
