package io.cqueue.memory;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Kept;
import io.cqueue.core.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands out jobs, to those who ask and to those who wait. Guarded by the lock of the queue. */
final class Dispatcher {

  private static final long KEEP_ANSWER_MILLIS = 5 * 60_000;

  private final Queues queues;
  private final Life life;
  private final Timers timers;
  private final Awaited.ToServe toServe;
  private final Notices notices;

  private final Remembered<List<Kept.Held>> answered;
  private final Set<Waiter> waiting = new HashSet<>();
  private final Map<String, Waiter> waitingByKey = new HashMap<>(0);
  private long lastNumber;

  /** The queues that are being served, the one whose turn it is first. */
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparingLong((Turn turn) -> turn.waiter.number));

  /** Whom a queue serves next. */
  private record Turn(NamedQueue queue, Waiter waiter) {}

  Dispatcher(Life life, Timers timers, Awaited.ToServe toServe, Notices notices) {
    this.life = life;
    this.queues = life.queues();
    this.timers = timers;
    this.toServe = toServe;
    this.notices = notices;
    this.answered = new Remembered<>(KEEP_ANSWER_MILLIS, timers, life.room);
  }

  int waitingCount() {
    return waiting.size();
  }

  /** Takes what there is for this request, or what it got before if it is repeated. */
  List<Job> take(Dequeue request, long now) {
    if (request.idempotencyKey() == null) {
      return takeNew(request, now);
    }
    String key = key(request);
    List<Kept.Held> before = answered.find(key);
    List<Job> stillHeld =
        before == null
            ? List.of()
            : before.stream().map(this::held).flatMap(Optional::stream).toList();
    if (!stillHeld.isEmpty()) {
      return stillHeld;
    }
    List<Job> jobs = takeNew(request, now);
    if (!jobs.isEmpty()) {
      List<Kept.Held> held =
          jobs.stream().map(job -> new Kept.Held(job.id(), job.attempt())).toList();
      Change.HandedOut answer = new Change.HandedOut(key, held, answered.until(now));
      resume(answer);
      life.changes.add(answer);
    }
    return jobs;
  }

  /** Remembers an answer, one that may have been given long ago. */
  void resume(Change.HandedOut answer) {
    List<Kept.Held> held = answer.jobs();
    answered.putUntil(answer.key(), held, Weight.JOB * held.size(), answer.until());
  }

  /** Says the answers that are remembered. */
  void answered(Consumer<Kept> into) {
    answered.each(
        (key, held, until) ->
            into.accept(new Kept.Dequeuing(key, held, Instant.ofEpochMilli(until))));
  }

  /** The job, if the consumer still has it. */
  private Optional<Job> held(Kept.Held held) {
    Entry entry = life.table.find(held.id());
    return entry != null && entry.status == JobStatus.IN_PROGRESS && entry.attempt == held.attempt()
        ? Optional.of(entry.snapshot())
        : Optional.empty();
  }

  private static String key(Dequeue request) {
    // Neither has a line break in it.
    String consumer = request.consumer() == null ? "" : request.consumer();
    return consumer + "\n" + request.idempotencyKey();
  }

  private List<Job> takeNew(Dequeue request, long now) {
    List<Job> jobs = new ArrayList<>(Math.min(request.max(), 16));
    for (String name : request.queues()) {
      NamedQueue queue = queues.find(name);
      while (queue != null && jobs.size() < request.max() && queue.isOpen(now)) {
        Entry entry = queue.ready.first(request.types());
        if (entry == null) {
          break;
        }
        life.dequeue(entry, request, now);
        jobs.add(entry.snapshot());
      }
    }
    return jobs;
  }

  /** Lets a consumer wait. */
  Waiter await(Dequeue request, long deadline, Reply<List<Job>> then) {
    Waiter waiter = new Waiter(++lastNumber, request, deadline, then, this);
    waiting.add(waiter);
    timers.add(waiter);
    if (request.idempotencyKey() != null) {
      Waiter before = waitingByKey.put(key(request), waiter);
      if (before != null) {
        // Its consumer has given it up and asks again.
        answer(before, List.of());
      }
    }
    for (String name : request.queues()) {
      queues.get(name).awaited.add(waiter);
    }
    return waiter;
  }

  /** Lets a consumer wait no longer. */
  void leave(Waiter waiter) {
    waiter.done = true;
    waiting.remove(waiter);
    timers.remove(waiter);
    if (waiter.request.idempotencyKey() != null) {
      waitingByKey.remove(key(waiter.request), waiter);
    }
    for (String name : waiter.request.queues()) {
      NamedQueue queue = queues.find(name);
      if (queue != null) {
        queue.awaited.remove(waiter);
        queues.forgetIfIdle(queue);
      }
    }
  }

  /** Lets a consumer wait no longer, unless it has had its answer. */
  boolean cancel(Waiter waiter) {
    if (waiter.done) {
      return false;
    }
    leave(waiter);
    return true;
  }

  /** Gives a consumer that waits its answer. */
  void answer(Waiter waiter, List<Job> jobs) {
    if (!waiter.done) {
      leave(waiter);
      notices.answer(waiter.then, jobs);
    }
  }

  /** Forgets all that wait; they get no answer from here. */
  List<Reply<List<Job>>> abandon() {
    List<Reply<List<Job>>> abandoned = new ArrayList<>();
    for (Waiter waiter : List.copyOf(waiting)) {
      leave(waiter);
      abandoned.add(waiter.then);
    }
    return abandoned;
  }

  /** Gives all that wait an empty answer. */
  void dismiss() {
    for (Waiter waiter : List.copyOf(waiting)) {
      answer(waiter, List.of());
    }
  }

  /** Hands what has become available to those who wait for it, whoever came first. */
  void serve(long now) {
    @Nullable Turn turn;
    do {
      for (NamedQueue queue = toServe.poll(); queue != null; queue = toServe.poll()) {
        takeTurn(queue, now);
      }
      turn = turns.poll();
      if (turn != null) {
        serve(turn, now);
      }
    } while (turn != null);
  }

  private void serve(Turn turn, long now) {
    // Meanwhile another queue may have served the same, or this one may have served another.
    if (turn.queue.isOpen(now) && turn.queue.awaited.next() == turn.waiter) {
      answer(turn.waiter, take(turn.waiter.request, now));
    }
    takeTurn(turn.queue, now);
  }

  /** A queue takes its turn if it has something for someone. */
  private void takeTurn(NamedQueue queue, long now) {
    Waiter next = queue.awaited.next();
    if (next != null && queue.isOpen(now)) {
      turns.add(new Turn(queue, next));
      return;
    }
    queue.awaited.settled();
    if (next != null && queue.gate.opensAt() > now) {
      queue.rate.set(queue.gate.opensAt());
    }
  }
}
