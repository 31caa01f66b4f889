package io.cqueue.model;

import io.cqueue.core.Callback;
import io.cqueue.core.Dequeue;
import io.cqueue.core.EnqueuedBatch;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobError;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Links;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes up steps, always the same from one seed. Few names and times, so that much coincides. */
final class Steps {

  private final Words words;
  private final boolean few;
  private long jobs;
  private int pending;

  /**
   * Steps from a seed.
   *
   * @param few whether few finished jobs are kept, and so none is forgotten for its age: which goes
   *     first when both come late is nobody's business
   */
  Steps(long seed, boolean few) {
    this.words = new Words(seed);
    this.few = few;
  }

  List<Step> take(int count) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(next());
    }
    return steps;
  }

  private Step next() {
    int dice = words.upTo(100);
    if (dice < 22) {
      return enqueue();
    } else if (dice < 36) {
      return dequeue();
    } else if (dice < 42) {
      return await();
    } else if (dice < 62) {
      return settle();
    } else if (dice < 76) {
      return pass();
    } else if (dice < 88) {
      return ofOneJob();
    } else if (dice < 91) {
      return list();
    }
    return ofAQueue();
  }

  private long id() {
    return words.oneIn(20) ? jobs + 2 : 1 + Math.max(0, jobs - 1 - words.upTo(12));
  }

  private Step enqueue() {
    int count = words.oneIn(4) ? 1 + words.upTo(4) : 1;
    List<NewJob> batch = new ArrayList<>();
    List<String> code = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(job(code));
    }
    IdempotencyKey key =
        words.maybe(8, new IdempotencyKey(words.one("k", "l"), words.one("p", "p", "q")));
    jobs += count;
    String list = "List.of(" + String.join(", ", code) + ")";
    if (words.oneIn(6)) {
      jobs++;
      // Without callbacks of its own: stores add their jobs at different points of a call.
      NewBatch whole = new NewBatch(null, batch, null, null);
      return new Step(
          "queue.enqueueBatch(batch(" + list + "), " + keyCode(key) + ");",
          world -> {
            EnqueuedBatch added = world.queue.enqueueBatch(whole, key);
            world.batches.add(added.id());
            return added;
          });
    }
    return new Step(
        "queue.enqueue(" + list + ", " + keyCode(key) + ");",
        world -> world.queue.enqueue(batch, key));
  }

  private static String keyCode(@Nullable IdempotencyKey key) {
    return key == null
        ? "null"
        : "new IdempotencyKey("
            + Words.text(key.key())
            + ", "
            + Words.text(key.fingerprint())
            + ")";
  }

  private NewJob job(List<String> codes) {
    StringBuilder code = new StringBuilder("job()");
    String queue = words.queue();
    String type = words.one("s", "s", "t", "u");
    int priority = words.one(5, 5, 5, 9, 0);
    Duration delay = words.maybe(5, words.time());
    Duration ttl = words.maybe(8, words.time());
    Integer maxAttempts = words.maybe(3, words.one(1, 2, 3));
    Duration lease = words.maybe(3, words.time());
    String uniqueKey = words.maybe(6, words.one("k", "l"));
    String group = words.maybe(3, words.one("g", "h"));
    List<Long> after = new ArrayList<>();
    while (words.oneIn(5)) {
      after.add(id());
    }
    String tag = words.maybe(4, words.one("v", "w"));
    Callback onConclude = words.maybe(5, callback(1));
    Callback onFail = words.maybe(5, callback(1));
    jobs += onConclude == null && onFail == null ? 0 : 1;
    code.append(
        ".in(" + Words.text(queue) + ").type(" + Words.text(type) + ").priority(" + priority + ")");
    add(code, "delay", delay);
    add(code, "ttl", ttl);
    add(code, "maxAttempts", maxAttempts);
    add(code, "lease", lease);
    add(code, "uniqueKey", uniqueKey);
    add(code, "group", group);
    after.forEach(id -> add(code, "after", id));
    if (tag != null) {
      code.append(".tag(\"k\", " + Words.text(tag) + ")");
    }
    add(code, "onConclude", onConclude);
    add(code, "onFail", onFail);
    codes.add(code.toString());
    return new NewJob(
        queue,
        type,
        priority,
        null,
        delay == null ? null : NewJob.Moment.in(delay),
        ttl == null ? null : NewJob.Moment.in(ttl),
        new JobOptions(
            maxAttempts,
            lease,
            uniqueKey,
            tag == null ? Map.of() : Map.of("k", tag),
            group,
            after,
            null,
            links(onConclude, onFail)));
  }

  private static Links links(@Nullable Callback onConclude, @Nullable Callback onFail) {
    return onConclude == null && onFail == null
        ? Links.NONE
        : new Links(onConclude, onFail, null, null, null);
  }

  private Callback callback(int depth) {
    if (words.oneIn(5)) {
      return new Callback.Webhook("https://example.org/");
    }
    Callback onConclude = depth < 3 && words.oneIn(4) ? callback(depth + 1) : null;
    Callback onFail = depth < 3 && words.oneIn(3) ? callback(depth + 1) : null;
    return new Callback.Enqueue(
        new NewJob(
            words.queue(),
            words.one("s", "t"),
            words.one(5, 5, 9),
            words.oneIn(2) ? null : JsonValue.of("1"),
            words.oneIn(5) ? NewJob.Moment.in(words.time()) : null,
            words.oneIn(4) ? NewJob.Moment.in(words.one(Duration.ZERO, words.time())) : null,
            new JobOptions(
                null,
                null,
                words.maybe(4, words.one("k", "l")),
                Map.of(),
                words.maybe(4, words.one("g", "h")),
                List.of(),
                null,
                links(onConclude, onFail))));
  }

  private static void add(StringBuilder code, String name, @Nullable Object value) {
    if (value != null) {
      code.append("." + name + "(" + Words.text(value) + ")");
    }
  }

  private Dequeue request(@Nullable String key) {
    List<String> queues = new ArrayList<>(List.of(words.queue()));
    while (words.oneIn(2)) {
      queues.add(words.queue());
    }
    Set<String> types = new HashSet<>();
    while (words.oneIn(3)) {
      types.add(words.one("s", "t", "u"));
    }
    return new Dequeue(
        queues,
        types,
        words.oneIn(3) ? 1 + words.upTo(5) : 1,
        words.maybe(4, words.time()),
        words.consumer(),
        key);
  }

  private static String code(Dequeue request) {
    return "new Dequeue("
        + Words.list(request.queues())
        + ", "
        + Words.set(request.types())
        + ", "
        + request.max()
        + ", "
        + Words.text(request.lease())
        + ", "
        + Words.text(request.consumer())
        + ", "
        + Words.text(request.idempotencyKey())
        + ")";
  }

  private Step dequeue() {
    Dequeue request = request(words.maybe(5, words.one("k", "l")));
    return new Step("queue.dequeue(" + code(request) + ");", world -> world.queue.dequeue(request));
  }

  /** Waits for a job, or for the end of one, or gives up to do so. */
  private Step await() {
    if (words.oneIn(5)) {
      int which = words.upTo(Math.max(1, pending));
      return new Step(
          "pending.get(" + which + ").cancel();",
          world -> which < world.pending.size() && world.pending.get(which).cancel());
    }
    Duration wait = words.time();
    int number = ++pending;
    if (words.oneIn(3)) {
      long id = id();
      return new Step(
          "pending.add(queue.await(" + id + ", " + Words.text(wait) + ", heard::add));",
          world ->
              world.pending.add(
                  world.queue.await(id, wait, job -> world.heard.add(number + ": " + job))));
    }
    // Nobody repeats it: what that gets while this one still waits is not the same in all stores.
    Dequeue request = request(words.maybe(5, "w" + number));
    return new Step(
        "pending.add(queue.dequeue(" + code(request) + ", " + Words.text(wait) + ", heard::add));",
        world ->
            world.pending.add(
                world.queue.dequeue(request, wait, jobs -> world.heard.add(number + ": " + jobs))));
  }

  private Step settle() {
    List<Settlement> items = new ArrayList<>();
    List<String> code = new ArrayList<>();
    do {
      items.add(settlement(code));
    } while (words.oneIn(4));
    return new Step(
        "queue.settle(List.of(" + String.join(", ", code) + "));",
        world -> world.queue.settle(items));
  }

  private Settlement settlement(List<String> codes) {
    long id = id();
    Settlement.Claim claim =
        new Settlement.Claim(
            words.maybe(3, words.one(1, 1, 2, 3)), words.oneIn(3) ? words.consumer() : null);
    String start =
        id
            + ", new Claim("
            + Words.text(claim.attempt())
            + ", "
            + Words.text(claim.consumer())
            + "), ";
    int dice = words.upTo(10);
    if (dice < 4) {
      String result = words.maybe(3, words.one("1", "2"));
      codes.add("new Conclude(" + start + (result == null ? "null" : "JSON") + ")");
      return new Settlement.Conclude(id, claim, result == null ? null : JsonValue.of(result));
    } else if (dice < 7) {
      String message = words.maybe(3, "no");
      Duration retryIn = words.maybe(3, words.time());
      boolean retry = !words.oneIn(5);
      codes.add(
          "new Fail("
              + start
              + (message == null ? "null" : "ERROR")
              + ", "
              + Words.text(retryIn)
              + ", "
              + retry
              + ")");
      return new Settlement.Fail(
          id, claim, message == null ? null : new JobError(message, null, null), retryIn, retry);
    } else if (dice < 9) {
      Duration delay = words.oneIn(2) ? Duration.ZERO : words.time();
      codes.add("new Release(" + start + Words.text(delay) + ")");
      return new Settlement.Release(id, claim, delay);
    }
    Duration lease = words.maybe(2, words.time());
    String progress = words.maybe(2, words.one("0.1", "0.2"));
    codes.add(
        "new Extend("
            + start
            + Words.text(lease)
            + ", "
            + (progress == null ? "null" : "JSON")
            + ")");
    return new Settlement.Extend(
        id, claim, lease, progress == null ? null : JsonValue.of(progress));
  }

  private Step pass() {
    if (words.rates) {
      int ticks = words.one(1, 1, 1, 2, 2, 4, 10, 40);
      return new Step(
          "pass(" + ticks + " * " + Words.TICK + " ms)",
          world -> {
            for (int i = 0; i < ticks; i++) {
              world.clock.advance(Duration.ofMillis(Words.TICK));
              world.queue.tick();
            }
            return null;
          });
    }
    if (words.oneIn(30) && !few && words.oneIn(2)) {
      // A server that nobody lets tick for hours cannot know that somebody listens still.
      return new Step(
          "for (int i = 0; i < 24; i++) { clock.advance(HOUR); queue.tick(); }",
          world -> {
            for (int i = 0; i < 24; i++) {
              world.clock.advance(Duration.ofHours(1));
              world.queue.tick();
            }
            return null;
          });
    }
    Duration time =
        words.oneIn(60)
            ? Duration.ofMinutes(5)
            : words.millis(words.one(1, 10, 500, 1000, 1000, 2000, 5000, 20_000));
    boolean tick = words.oneIn(2);
    return new Step(
        "clock.advance(" + Words.text(time) + ");" + (tick ? " queue.tick();" : ""),
        world -> {
          world.clock.advance(time);
          if (tick) {
            world.queue.tick();
          }
          return null;
        });
  }

  private Step ofOneJob() {
    long id = id();
    return switch (words.upTo(4)) {
      case 0 -> new Step("queue.cancel(" + id + ");", world -> world.queue.cancel(id));
      case 1 -> new Step("queue.retry(" + id + ");", world -> world.queue.retry(id));
      case 2 -> move(id, words.queue());
      default -> change(id, words.maybe(2, words.one(0, 5, 9)), words.maybe(2, words.time()));
    };
  }

  private static Step move(long id, String queue) {
    return new Step(
        "queue.move(" + id + ", " + Words.text(queue) + ");", world -> world.queue.move(id, queue));
  }

  @SuppressWarnings("NullAway") // does not see the annotation of a nested type in a class file
  private static Step change(long id, @Nullable Integer priority, @Nullable Duration start) {
    JobChange change = new JobChange(priority, start == null ? null : NewJob.Moment.in(start));
    String moment = start == null ? "null" : "Moment.in(" + Words.text(start) + ")";
    return new Step(
        "queue.change(" + id + ", new JobChange(" + priority + ", " + moment + "));",
        world -> world.queue.change(id, change));
  }

  private Step list() {
    Set<JobStatus> statuses = new HashSet<>();
    while (words.oneIn(2)) {
      statuses.add(words.one(JobStatus.values()));
    }
    JobFilter filter =
        new JobFilter(
            words.maybe(2, words.queue()),
            statuses,
            words.oneIn(4) ? Set.of(words.one("s", "t")) : Set.of(),
            words.oneIn(4) ? Map.of("k", words.one("v", "w")) : Map.of(),
            words.maybe(8, 1 + (long) words.upTo(8)),
            words.oneIn(3) ? id() : 0,
            words.one(1, 2, 3, 1000));
    return new Step("queue.list(" + filter + ");", world -> new Pages(filter, world.queue).all());
  }

  private Step ofAQueue() {
    String name = words.queue();
    return switch (words.upTo(9)) {
      case 0 ->
          new Step("queue.purge(" + Words.text(name) + ");", world -> world.queue.purge(name));
      case 1, 2 ->
          new Step(
              "queue.retryFailed(" + Words.text(name) + ");",
              world -> world.queue.retryFailed(name));
      case 3 ->
          new Step(
              "queue.delete(" + Words.text(name) + ");",
              world -> {
                world.queue.delete(name);
                return null;
              });
      case 4 -> drain(words.oneIn(3));
      case 5 -> configure(name, QueueSettings.DEFAULT);
      default -> configure(name, settings());
    };
  }

  private static Step drain(boolean on) {
    return new Step(
        "queue.drain(" + on + ");",
        world -> {
          world.queue.drain(on);
          return null;
        });
  }

  private static Step configure(String name, QueueSettings settings) {
    // Its counts may be those from before or from after those who waited got what now can be had.
    return new Step(
        "queue.configure(" + Words.text(name) + ", " + settings + ");",
        world -> world.queue.configure(name, settings).settings());
  }

  private QueueSettings settings() {
    return new QueueSettings(
        words.oneIn(5),
        words.one(
            Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ZERO),
        words.one(1, 2, 25),
        Duration.ofMillis(words.one(0, 1000, 10_000)),
        Duration.ofMillis(words.one(1000, 5000)),
        words.oneIn(4) ? 1 + words.upTo(5) : 0,
        words.oneIn(3) ? 1 + words.upTo(2) : 0,
        words.rates && words.oneIn(2) ? words.one(0.5, 2.0, 50.0, 1000.0) : 0,
        few
            ? Duration.ofDays(1)
            : words.one(Duration.ZERO, Duration.ofSeconds(3), Duration.ofDays(1)),
        null);
  }
}
