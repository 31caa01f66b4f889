package io.cqueue.postgres;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Enqueued;
import io.cqueue.core.Job;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Settlement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What many callers do at once, done in one transaction for all of them. Thread-safe. */
final class MicroBatches {

  /** A settling of more than this is a batch already. */
  private static final int MAX_ITEMS = 20;

  /** What a consumer got, and when. */
  record Got(List<Job> jobs, long now) {}

  private final Clockwork clockwork;
  private final Batcher<NewJob, Enqueued> enqueues;
  private final Batcher<Dequeue, Got> dequeues;
  private final Batcher<List<Settlement>, List<Outcome>> settlings;

  MicroBatches(Clockwork clockwork) {
    this.clockwork = clockwork;
    this.enqueues = new Batcher<>(this::enqueue, job -> enqueue(List.of(job)).get(0));
    this.dequeues = new Batcher<>(this::dequeue, this::dequeueAlone);
    this.settlings = new Batcher<>(this::settleAll, this::settleAlone);
  }

  /** Adds one job that {@link Intake#isPlain}. */
  Enqueued enqueue(NewJob job) {
    return enqueues.call(job);
  }

  private List<Enqueued> enqueue(List<NewJob> jobs) {
    return clockwork.call(Opening.NOTHING, tx -> new Intake(tx).enqueue(jobs, null));
  }

  Got dequeue(Dequeue request) {
    boolean together = request.max() == 1 && request.idempotencyKey() == null;
    return together ? dequeues.call(request) : dequeueAlone(request);
  }

  private Got dequeueAlone(Dequeue request) {
    return clockwork.call(Opening.NOTHING, tx -> new Got(new Taking(tx).take(request), tx.now()));
  }

  private List<Got> dequeue(List<Dequeue> requests) {
    return clockwork.call(Opening.NOTHING, tx -> dequeue(tx, requests));
  }

  private static List<Got> dequeue(Transaction tx, List<Dequeue> requests) {
    // Those who want the same get it by one statement.
    Map<Dequeue, List<@Nullable String>> consumers = new LinkedHashMap<>();
    for (Dequeue request : requests) {
      consumers.computeIfAbsent(request.by(null), any -> new ArrayList<>()).add(request.consumer());
    }
    Map<Dequeue, List<Job>> jobs = new LinkedHashMap<>();
    consumers.forEach((wish, who) -> jobs.put(wish, new Taking(tx).takeOneEach(wish, who)));
    Map<Dequeue, Integer> given = new LinkedHashMap<>();
    List<Got> got = new ArrayList<>(requests.size());
    for (Dequeue request : requests) {
      List<Job> some = jobs.getOrDefault(request.by(null), List.of());
      int next = given.merge(request.by(null), 1, Integer::sum) - 1;
      got.add(new Got(next < some.size() ? List.of(some.get(next)) : List.of(), tx.now()));
    }
    return got;
  }

  List<Outcome> settle(List<Settlement> items) {
    return items.size() <= MAX_ITEMS ? settlings.call(items) : settleAlone(items);
  }

  private List<Outcome> settleAlone(List<Settlement> items) {
    List<Long> ids = items.stream().map(Settlement::id).toList();
    return clockwork.call(Opening.ofJobs(ids), tx -> new Settling(tx).settle(items));
  }

  private List<List<Outcome>> settleAll(List<List<Settlement>> calls) {
    List<Settlement> items = calls.stream().flatMap(List::stream).toList();
    List<Outcome> outcomes = settleAlone(items);
    List<List<Outcome>> answers = new ArrayList<>(calls.size());
    int next = 0;
    for (List<Settlement> call : calls) {
      answers.add(List.copyOf(outcomes.subList(next, next + call.size())));
      next += call.size();
    }
    return answers;
  }
}
