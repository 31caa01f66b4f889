package io.cqueue.postgres;

import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Makes one of what many callers ask for at the same time. A caller who finds few others at work
 * does what all who wait want, in one; when done, the first who came meanwhile takes over. So one
 * who is alone waits for nobody, and the more there are, the less each costs. Thread-safe.
 *
 * @param <Q> what a caller asks
 * @param <A> what the caller gets
 */
final class Batcher<Q, A> {

  /** How many callers work for all at once: while one waits for its commit, another prepares. */
  private static final int WORKERS = 2;

  private static final int MAX_BATCH = 500;

  /** What one caller asked. */
  private final class Call {
    private final Q question;
    private final CompletableFuture<A> answer = new CompletableFuture<>();

    /** Done when its caller has to work. Only for one that nobody has taken; see the lock. */
    private final CompletableFuture<A> turn = new CompletableFuture<>();

    private Call(Q question) {
      this.question = question;
    }
  }

  private final Function<List<Q>, List<A>> together;
  private final Function<Q, A> alone;

  /** Those whom nobody has taken. Its monitor guards it and the number of workers. */
  private final Deque<Call> waiting = new ArrayDeque<>();

  private int workers;

  /**
   * A batcher.
   *
   * @param together answers many, in order; if it refuses, nothing was done
   * @param alone answers one
   */
  Batcher(Function<List<Q>, List<A>> together, Function<Q, A> alone) {
    this.together = together;
    this.alone = alone;
  }

  A call(Q question) {
    Call call = new Call(question);
    boolean works;
    synchronized (waiting) {
      waiting.add(call);
      works = workers < WORKERS;
      if (works) {
        workers++;
      }
    }
    if (!works) {
      try {
        CompletableFuture.anyOf(call.answer, call.turn).join();
      } catch (CompletionException e) {
        // The answer is no; below it is thrown again.
      }
      // If it was its turn, that was said before anybody could take and answer it.
      works = call.turn.isDone();
    }
    if (works) {
      work();
    }
    try {
      return call.answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException reason ? reason : e;
    }
  }

  private void work() {
    try {
      answer(take());
    } finally {
      synchronized (waiting) {
        Call next = waiting.peek();
        if (next == null || !next.turn.complete(null)) {
          workers--;
        }
      }
    }
  }

  private List<Call> take() {
    synchronized (waiting) {
      List<Call> taken = new ArrayList<>();
      while (!waiting.isEmpty() && taken.size() < MAX_BATCH) {
        taken.add(waiting.remove());
      }
      return taken;
    }
  }

  private void answer(List<Call> batch) {
    if (batch.size() > 1) {
      try {
        List<A> answers = together.apply(batch.stream().map(call -> call.question).toList());
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).answer.complete(answers.get(i));
        }
        return;
      } catch (RuntimeException e) {
        if (!isRefusalOfOne(e)) {
          batch.forEach(call -> call.answer.completeExceptionally(e));
          return;
        }
      }
    }
    for (Call call : batch) {
      try {
        call.answer.complete(alone.apply(call.question));
      } catch (RuntimeException e) {
        call.answer.completeExceptionally(e);
      }
    }
  }

  /** Whether each gets its own answer. After a lost connection all may have been done already. */
  private static boolean isRefusalOfOne(RuntimeException e) {
    return e instanceof RefusedException refused
        && refused.refusal().reason() != Refusal.Reason.STORE_UNAVAILABLE;
  }
}
