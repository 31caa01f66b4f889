package io.cqueue.model;

import io.cqueue.core.Dequeue;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.JobChange;
import io.cqueue.core.JobError;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.NewJob;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes up steps, always the same from one seed. Few names and times, so that much coincides. */
final class Steps {

  /** Where rates play a part, time goes by in ticks of this length, since a rate has no moments. */
  private static final int TICK = 500;

  private final SplittableRandom random;
  private final boolean rates;
  private long jobs;
  private int pending;

  Steps(long seed) {
    this.random = new SplittableRandom(seed);
    this.rates = seed % 3 == 0;
  }

  List<Step> take(int count) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(next());
    }
    return steps;
  }

  private Step next() {
    int dice = random.nextInt(100);
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

  // Words.

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  @SafeVarargs
  private <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }

  private <T> @Nullable T maybe(int oneIn, T value) {
    return oneIn(oneIn) ? value : null;
  }

  private long id() {
    return oneIn(20) ? jobs + 2 : 1 + Math.max(0, jobs - 1 - random.nextInt(12));
  }

  private Duration time() {
    return millis(one(0, 1, 1000, 1000, 2000, 2000, 5000, 60_000));
  }

  private Duration millis(int time) {
    return Duration.ofMillis(rates ? (time + TICK - 1) / TICK * TICK : time);
  }

  private String queue() {
    return one("default", "default", "a", "b");
  }

  private @Nullable String consumer() {
    return oneIn(2) ? null : one("x", "y");
  }

  private static String text(@Nullable Object value) {
    return value instanceof String string
        ? "\"" + string + "\""
        : value instanceof Duration time
            ? "Duration.ofMillis(" + time.toMillis() + ")"
            : String.valueOf(value);
  }

  private static String list(List<?> values) {
    return "List.of(" + String.join(", ", values.stream().map(Steps::text).toList()) + ")";
  }

  private static String set(Set<?> values) {
    return "Set.of(" + String.join(", ", values.stream().map(Steps::text).toList()) + ")";
  }

  // Steps.

  private Step enqueue() {
    int count = oneIn(4) ? 1 + random.nextInt(4) : 1;
    List<NewJob> batch = new ArrayList<>();
    List<String> code = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(job(code));
    }
    IdempotencyKey key = maybe(8, new IdempotencyKey(one("k", "l"), one("p", "p", "q")));
    jobs += count;
    return new Step(
        "queue.enqueue(List.of(" + String.join(", ", code) + "), " + keyCode(key) + ");",
        world -> world.queue.enqueue(batch, key));
  }

  private static String keyCode(@Nullable IdempotencyKey key) {
    return key == null
        ? "null"
        : "new IdempotencyKey(" + text(key.key()) + ", " + text(key.fingerprint()) + ")";
  }

  private NewJob job(List<String> codes) {
    StringBuilder code = new StringBuilder("job()");
    String queue = queue();
    String type = one("s", "s", "t", "u");
    int priority = one(5, 5, 5, 9, 0);
    Duration delay = maybe(5, time());
    Duration ttl = maybe(8, time());
    Integer maxAttempts = maybe(3, one(1, 2, 3));
    Duration lease = maybe(3, time());
    String uniqueKey = maybe(6, one("k", "l"));
    String group = maybe(3, one("g", "h"));
    List<Long> after = new ArrayList<>();
    while (oneIn(5)) {
      after.add(id());
    }
    String tag = maybe(4, one("v", "w"));
    code.append(".in(" + text(queue) + ").type(" + text(type) + ").priority(" + priority + ")");
    add(code, "delay", delay);
    add(code, "ttl", ttl);
    add(code, "maxAttempts", maxAttempts);
    add(code, "lease", lease);
    add(code, "uniqueKey", uniqueKey);
    add(code, "group", group);
    after.forEach(id -> add(code, "after", id));
    if (tag != null) {
      code.append(".tag(\"k\", " + text(tag) + ")");
    }
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
            after));
  }

  private static void add(StringBuilder code, String name, @Nullable Object value) {
    if (value != null) {
      code.append("." + name + "(" + text(value) + ")");
    }
  }

  private Dequeue request() {
    List<String> queues = new ArrayList<>(List.of(queue()));
    while (oneIn(2)) {
      queues.add(queue());
    }
    Set<String> types = new HashSet<>();
    while (oneIn(3)) {
      types.add(one("s", "t", "u"));
    }
    return new Dequeue(
        queues,
        types,
        oneIn(3) ? 1 + random.nextInt(5) : 1,
        maybe(4, time()),
        consumer(),
        maybe(5, one("k", "l")));
  }

  private static String code(Dequeue request) {
    return "new Dequeue("
        + list(request.queues())
        + ", "
        + set(request.types())
        + ", "
        + request.max()
        + ", "
        + text(request.lease())
        + ", "
        + text(request.consumer())
        + ", "
        + text(request.idempotencyKey())
        + ")";
  }

  private Step dequeue() {
    Dequeue request = request();
    return new Step("queue.dequeue(" + code(request) + ");", world -> world.queue.dequeue(request));
  }

  /** Waits for a job, or for the end of one, or gives up to do so. */
  private Step await() {
    if (oneIn(5)) {
      int which = random.nextInt(Math.max(1, pending));
      return new Step(
          "pending.get(" + which + ").cancel();",
          world -> which < world.pending.size() && world.pending.get(which).cancel());
    }
    Duration wait = time();
    int number = ++pending;
    if (oneIn(3)) {
      long id = id();
      return new Step(
          "pending.add(queue.await(" + id + ", " + text(wait) + ", heard::add));",
          world ->
              world.pending.add(
                  world.queue.await(id, wait, job -> world.heard.add(number + ": " + job))));
    }
    Dequeue request = request();
    return new Step(
        "pending.add(queue.dequeue(" + code(request) + ", " + text(wait) + ", heard::add));",
        world ->
            world.pending.add(
                world.queue.dequeue(request, wait, jobs -> world.heard.add(number + ": " + jobs))));
  }

  private Step settle() {
    List<Settlement> items = new ArrayList<>();
    List<String> code = new ArrayList<>();
    do {
      items.add(settlement(code));
    } while (oneIn(4));
    return new Step(
        "queue.settle(List.of(" + String.join(", ", code) + "));",
        world -> world.queue.settle(items));
  }

  private Settlement settlement(List<String> codes) {
    long id = id();
    Settlement.Claim claim =
        new Settlement.Claim(maybe(3, one(1, 1, 2, 3)), oneIn(3) ? consumer() : null);
    String start =
        id + ", new Claim(" + text(claim.attempt()) + ", " + text(claim.consumer()) + "), ";
    int dice = random.nextInt(10);
    if (dice < 4) {
      String result = maybe(3, one("1", "2"));
      codes.add("new Conclude(" + start + (result == null ? "null" : "JSON") + ")");
      return new Settlement.Conclude(id, claim, result == null ? null : JsonValue.of(result));
    } else if (dice < 7) {
      String message = maybe(3, "no");
      Duration retryIn = maybe(3, time());
      boolean retry = !oneIn(5);
      codes.add(
          "new Fail("
              + start
              + (message == null ? "null" : "ERROR")
              + ", "
              + text(retryIn)
              + ", "
              + retry
              + ")");
      return new Settlement.Fail(
          id, claim, message == null ? null : new JobError(message, null, null), retryIn, retry);
    } else if (dice < 9) {
      Duration delay = oneIn(2) ? Duration.ZERO : time();
      codes.add("new Release(" + start + text(delay) + ")");
      return new Settlement.Release(id, claim, delay);
    }
    Duration lease = maybe(2, time());
    String progress = maybe(2, one("0.1", "0.2"));
    codes.add(
        "new Extend(" + start + text(lease) + ", " + (progress == null ? "null" : "JSON") + ")");
    return new Settlement.Extend(
        id, claim, lease, progress == null ? null : JsonValue.of(progress));
  }

  private Step pass() {
    if (rates) {
      int ticks = one(1, 1, 1, 2, 2, 4, 10, 40);
      return new Step(
          "pass(" + ticks + " * " + TICK + " ms)",
          world -> {
            for (int i = 0; i < ticks; i++) {
              world.clock.advance(Duration.ofMillis(TICK));
              world.queue.tick();
            }
            return null;
          });
    }
    Duration time =
        oneIn(30)
            ? one(Duration.ofMinutes(5), Duration.ofHours(24))
            : millis(one(1, 10, 500, 1000, 1000, 2000, 5000, 20_000));
    boolean tick = oneIn(2);
    return new Step(
        "clock.advance(" + text(time) + ");" + (tick ? " queue.tick();" : ""),
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
    return switch (random.nextInt(4)) {
      case 0 -> new Step("queue.cancel(" + id + ");", world -> world.queue.cancel(id));
      case 1 -> new Step("queue.retry(" + id + ");", world -> world.queue.retry(id));
      case 2 -> move(id, queue());
      default -> change(id, maybe(2, one(0, 5, 9)), maybe(2, time()));
    };
  }

  private static Step move(long id, String queue) {
    return new Step(
        "queue.move(" + id + ", " + text(queue) + ");", world -> world.queue.move(id, queue));
  }

  @SuppressWarnings("NullAway") // does not see the annotation of a nested type in a class file
  private static Step change(long id, @Nullable Integer priority, @Nullable Duration start) {
    JobChange change = new JobChange(priority, start == null ? null : NewJob.Moment.in(start));
    String moment = start == null ? "null" : "Moment.in(" + text(start) + ")";
    return new Step(
        "queue.change(" + id + ", new JobChange(" + priority + ", " + moment + "));",
        world -> world.queue.change(id, change));
  }

  private Step list() {
    Set<JobStatus> statuses = new HashSet<>();
    while (oneIn(2)) {
      statuses.add(one(JobStatus.values()));
    }
    JobFilter filter =
        new JobFilter(
            maybe(2, queue()),
            statuses,
            oneIn(4) ? Set.of(one("s", "t")) : Set.of(),
            oneIn(4) ? Map.of("k", one("v", "w")) : Map.of(),
            oneIn(3) ? id() : 0,
            one(1, 2, 3, 1000));
    return new Step("queue.list(" + filter + ");", world -> new Pages(filter, world.queue).all());
  }

  private Step ofAQueue() {
    String name = queue();
    return switch (random.nextInt(9)) {
      case 0 -> new Step("queue.purge(" + text(name) + ");", world -> world.queue.purge(name));
      case 1, 2 ->
          new Step(
              "queue.retryFailed(" + text(name) + ");", world -> world.queue.retryFailed(name));
      case 3 ->
          new Step(
              "queue.delete(" + text(name) + ");",
              world -> {
                world.queue.delete(name);
                return null;
              });
      case 4 -> drain(oneIn(3));
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
    return new Step(
        "queue.configure(" + text(name) + ", " + settings + ");",
        world -> Seen.withoutRates(world.queue.configure(name, settings)));
  }

  private QueueSettings settings() {
    return new QueueSettings(
        oneIn(5),
        one(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ZERO),
        one(1, 2, 25),
        Duration.ofMillis(one(0, 1000, 10_000)),
        Duration.ofMillis(one(1000, 5000)),
        oneIn(4) ? 1 + random.nextInt(5) : 0,
        oneIn(3) ? 1 + random.nextInt(2) : 0,
        rates && oneIn(2) ? one(0.5, 2.0, 50.0, 1000.0) : 0,
        one(Duration.ZERO, Duration.ofSeconds(3), Duration.ofDays(1)));
  }
}
