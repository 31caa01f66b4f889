package io.cqueue.http;

import io.cqueue.core.Pending;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, which may not be there yet when the method of the resource returns: a
 * consumer waits for a job, or the store has still to keep what was asked for. Thread-safe.
 */
final class LateAnswer {

  private final LateAnswers threads;
  private final @Nullable Departure client;
  private final Thread thread = Thread.currentThread();
  private final @Nullable String request = RequestIds.current();
  private final CompletableFuture<Response> response = new CompletableFuture<>();

  /** Whether the method has returned; only for its own thread to see. */
  private boolean returned;

  /**
   * That of the request that this thread works on.
   *
   * @param client who waits, if it is not only for the store; see {@link #watch}
   */
  LateAnswer(LateAnswers threads, @Nullable Departure client) {
    this.threads = threads;
    this.client = client;
  }

  /** A reply that answers the request. */
  <T> Reply<T> with(Function<T, Response> form) {
    return then(answer -> give(form.apply(answer)));
  }

  /** Answers the request. */
  void give(Response answer) {
    response.complete(answer);
  }

  /** A reply with which something is done that answers the request, now or later. */
  <T> Reply<T> then(Consumer<T> next) {
    return new Reply<>() {
      @Override
      public void accept(T answer) {
        run(() -> next.accept(answer));
      }

      @Override
      public void refuse(RefusedException why) {
        run(() -> refuseWith(why));
      }
    };
  }

  private void refuseWith(RefusedException why) {
    give(Problem.of(why.refusal()).response());
  }

  /**
   * Does it at once while the method has not returned; or on the thread that brings it about, if
   * the client cannot hold that up; or else on one that may be held up.
   */
  private void run(Runnable task) {
    if (Thread.currentThread() == thread && !returned) {
      attempt(task);
      return;
    }
    Runnable late = RequestIds.under(request, () -> attempt(task));
    if (client != null && client.isInReach() && threads.mayHelp()) {
      late.run();
    } else {
      threads.execute(late);
    }
  }

  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (RefusedException e) {
      refuseWith(e);
    } catch (RuntimeException | Error e) {
      // Whatever it is, there is a client that waits.
      response.completeExceptionally(e);
    }
  }

  /** Waits for something to happen, but no more if the client goes away. */
  void watch(Pending pending) {
    Objects.requireNonNull(client)
        .then(
            () -> {
              if (pending.cancel()) {
                give(Response.noContent().build());
              }
            });
  }

  /**
   * What the method returns: the response if it is there, or a stage of it. Jersey suspends the
   * request for any stage, even a completed one, so there is one only then. The method has to say
   * that it returns an object: for a stage Jersey would look for what can write one, and answer
   * 406.
   */
  Object toReturn() {
    returned = true;
    Response now = response.isCompletedExceptionally() ? null : response.getNow(null);
    return now == null ? response : now;
  }
}
