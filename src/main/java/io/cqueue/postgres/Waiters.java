package io.cqueue.postgres;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The consumers that wait for a job at this server, in the order in which they came. Thread-safe.
 *
 * <p>Locking: {@code serving} is held by the one thread that serves, also while it asks the
 * database; others only leave word that there is more to do. The monitor of this object guards the
 * list and is held for moments. Callbacks are called with neither.
 */
final class Waiters {

  /** One of them. Immutable. */
  private static final class Waiter {
    private final long number;
    private final Dequeue request;
    private final long deadline;
    private final Reply<List<Job>> then;

    private Waiter(long number, Dequeue request, long deadline, Reply<List<Job>> then) {
      this.number = number;
      this.request = request;
      this.deadline = deadline;
      this.then = then;
    }
  }

  /** What consumers of the same kind wait for. */
  private record Wish(List<String> queues, Set<String> types) {}

  private final Database database;
  private final Calls calls;
  private final ReentrantLock serving = new ReentrantLock();
  private final AtomicBoolean moreToDo = new AtomicBoolean();
  private final AtomicLong numbers = new AtomicLong();
  private final Set<Waiter> waiting = new LinkedHashSet<>();
  private final TreeSet<Waiter> byDeadline =
      new TreeSet<>(
          Comparator.<Waiter>comparingLong(waiter -> waiter.deadline)
              .thenComparingLong(waiter -> waiter.number));
  private volatile long opensAt = Long.MAX_VALUE;

  Waiters(Database database, Calls calls) {
    this.database = database;
    this.calls = calls;
  }

  /** Gives a consumer up; false if it has had its answer. */
  interface Leave {
    boolean leave();
  }

  Leave add(Dequeue request, long deadline, Reply<List<Job>> then) {
    Waiter waiter = new Waiter(numbers.incrementAndGet(), request, deadline, then);
    Waiter before = null;
    synchronized (this) {
      if (request.idempotencyKey() != null) {
        before = sameKey(request);
      }
      waiting.add(waiter);
      byDeadline.add(waiter);
    }
    if (before != null) {
      // Its consumer has given it up and asks again.
      answerEmpty(before);
    }
    return () -> leave(waiter);
  }

  private @Nullable Waiter sameKey(Dequeue request) {
    String key = Answers.key(request);
    return waiting.stream()
        .filter(each -> each.request.idempotencyKey() != null)
        .filter(each -> Answers.key(each.request).equals(key))
        .findFirst()
        .orElse(null);
  }

  private boolean leave(Waiter waiter) {
    // It may be getting a job right now.
    serving.lock();
    try {
      return remove(waiter);
    } finally {
      serving.unlock();
    }
  }

  private synchronized boolean remove(Waiter waiter) {
    byDeadline.remove(waiter);
    return waiting.remove(waiter);
  }

  private void answerEmpty(Waiter waiter) {
    if (leave(waiter)) {
      calls.make(() -> waiter.then.accept(List.of()));
    }
  }

  synchronized int count() {
    return waiting.size();
  }

  /** The queues for which someone waits. */
  synchronized Set<String> queues() {
    Set<String> queues = new TreeSet<>();
    waiting.forEach(waiter -> queues.addAll(waiter.request.queues()));
    return queues;
  }

  /** When the first of them has waited long enough, or MAX_VALUE. */
  synchronized long nextDeadline() {
    return byDeadline.isEmpty() ? Long.MAX_VALUE : byDeadline.first().deadline;
  }

  /** When a rate that keeps someone waiting allows the next job, or MAX_VALUE. */
  long opensAt() {
    return opensAt;
  }

  /** Hands what there is to those who wait for it, whoever came first. */
  void serve() {
    moreToDo.set(true);
    while (moreToDo.get() && serving.tryLock()) {
      List<Runnable> answers = new ArrayList<>();
      try {
        if (moreToDo.getAndSet(false)) {
          serveOnce(answers);
        }
      } catch (RefusedException e) {
        // The database is away; the next tick tries again.
        moreToDo.set(false);
      } finally {
        serving.unlock();
      }
      answers.forEach(calls::make);
    }
  }

  private void serveOnce(List<Runnable> answers) {
    opensAt = Long.MAX_VALUE;
    Set<String> queues = queues();
    if (queues.isEmpty()) {
      return;
    }
    Set<String> ready =
        database
            .run(
                tx ->
                    new HashSet<>(
                        tx.query("ready_queues")
                            .texts("queues", queues)
                            .list(row -> row.text("name"))))
            .result();
    Set<Wish> inVain = new HashSet<>();
    for (Waiter waiter : ready.isEmpty() ? List.<Waiter>of() : all()) {
      Wish wish = new Wish(waiter.request.queues(), waiter.request.types());
      if (!inVain.contains(wish) && wish.queues.stream().anyMatch(ready::contains)) {
        List<Job> jobs;
        try {
          jobs = take(waiter.request);
        } catch (RefusedException e) {
          // Jobs may be its own by now. If it asks again with the same key it gets them.
          if (remove(waiter)) {
            answers.add(() -> waiter.then.refuse(e));
          }
          throw e;
        }
        if (jobs.isEmpty()) {
          inVain.add(wish);
        } else if (remove(waiter)) {
          answers.add(() -> waiter.then.accept(jobs));
        }
      }
    }
  }

  private List<Job> take(Dequeue request) {
    Database.Done<List<Job>> done =
        database.run(
            tx -> {
              Taking taking = new Taking(tx);
              List<Job> jobs = taking.take(request);
              opensAt = Math.min(opensAt, taking.opensAt());
              return jobs;
            });
    calls.after(done);
    return done.result();
  }

  private synchronized List<Waiter> all() {
    return List.copyOf(waiting);
  }

  /** Answers those who have waited long enough by then. */
  void expire(long now) {
    for (Waiter waiter : all()) {
      if (waiter.deadline <= now) {
        answerEmpty(waiter);
      }
    }
  }

  /** Tells everyone that there will be no answer. */
  void refuse(RefusedException why) {
    for (Waiter waiter : all()) {
      if (leave(waiter)) {
        calls.make(() -> waiter.then.refuse(why));
      }
    }
  }

  /** Answers everyone. */
  void dismiss() {
    all().forEach(this::answerEmpty);
  }
}
