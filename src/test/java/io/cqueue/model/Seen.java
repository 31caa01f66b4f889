package io.cqueue.model;

import io.cqueue.core.Job;
import io.cqueue.core.JobEvent;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Outcome;
import io.cqueue.core.QueueStats;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Stats;
import io.cqueue.model.Step.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that can be seen of a queue after a step.
 *
 * @param answer of the step
 * @param heard by callbacks meanwhile, in no order
 * @param jobs all there are
 * @param batches all there ever were
 * @param changed those whose status changed, with their attempts
 * @param queues all there are, without rates
 * @param stats the counts
 * @param events all that are new
 */
record Seen(
    @Nullable Object answer,
    List<String> heard,
    List<Job> jobs,
    List<Object> batches,
    Map<Long, Optional<JobHistory>> changed,
    List<QueueStats> queues,
    Stats stats,
    List<JobEvent> events) {

  private static final JobFilter ALL =
      new JobFilter(null, Set.of(), Set.of(), Map.of(), 0, JobFilter.MAX_LIMIT);

  /** Takes a step and looks. */
  static Seen after(Step step, World world, JobQueue.Events events) {
    long latest = events.latest();
    Object answer = answer(step, world);
    List<JobEvent> changes = events.after(latest, 10_000);
    Map<Long, Optional<JobHistory>> changed = new TreeMap<>();
    changes.forEach(event -> changed.put(event.id(), world.queue.find(event.id())));
    List<String> heard = world.heard.stream().sorted().toList();
    world.heard.clear();
    return new Seen(
        answer,
        heard,
        world.queue.list(ALL).jobs(),
        world.batches.stream().map(id -> batch(world, id)).toList(),
        changed,
        world.queue.queues().stream().map(Seen::withoutRates).toList(),
        world.queue.stats(),
        changes);
  }

  private static Object batch(World world, long id) {
    try {
      return world.queue.batch(id);
    } catch (RefusedException e) {
      return plain(e.refusal());
    }
  }

  private static @Nullable Object answer(Step step, World world) {
    try {
      Object answer = step.action().on(world);
      return answer instanceof List<?> list ? list.stream().map(Seen::plain).toList() : answer;
    } catch (RefusedException e) {
      return plain(e.refusal());
    }
  }

  /** Without the words for people. */
  private static Object plain(@Nullable Object item) {
    if (item instanceof Outcome.Refused refused) {
      return refused.id() + " " + plain(refused.refusal());
    }
    return item instanceof Refusal refusal
        ? refusal.reason() + " " + refusal.field()
        : Objects.requireNonNull(item);
  }

  private static QueueStats withoutRates(QueueStats stats) {
    return new QueueStats(
        stats.name(),
        stats.settings(),
        stats.counts(),
        stats.oldestAge(),
        new QueueStats.Rates(0, 0, 0));
  }

  /** Where this differs from what it should be. */
  String difference(Seen expected) {
    StringBuilder text = new StringBuilder();
    compare(text, "answer", expected.answer, answer);
    compare(text, "heard", expected.heard, heard);
    compare(text, "queues", expected.queues, queues);
    compare(text, "stats", expected.stats, stats);
    compare(text, "events", expected.events, events);
    compare(text, "batches", expected.batches, batches);
    compare(text, "changed", expected.changed, changed);
    for (int i = 0; i < Math.max(jobs.size(), expected.jobs.size()); i++) {
      compare(text, "job", nth(expected.jobs, i), nth(jobs, i));
    }
    return text.toString();
  }

  private static @Nullable Object nth(List<?> list, int n) {
    return n < list.size() ? list.get(n) : null;
  }

  private static void compare(
      StringBuilder text, String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      text.append(what + "\n  expected " + expected + "\n  but was  " + actual + "\n");
    }
  }
}
