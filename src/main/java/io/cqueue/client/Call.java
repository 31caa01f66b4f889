package io.cqueue.client;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A request that is sent until it is answered, or often enough. */
record Call(Transport transport, Transport.Request request) {

  private static final int FIRST_PAUSE_MILLIS = 200;
  private static final int LONGEST_PAUSE_MILLIS = 5000;

  /**
   * Sends it.
   *
   * @return the body; {@code null} as JSON if there is none
   * @throws IOException if none of the tries was answered
   * @throws CqueueException if the server said no
   */
  Json send(int tries) throws IOException, InterruptedException {
    int pause = FIRST_PAUSE_MILLIS;
    for (int left = tries - 1; ; left--) {
      try {
        Transport.Answer answer = join(transport.send(request));
        if (answer.status() != 503 || left == 0) {
          return read(answer);
        }
        pause = Math.max(pause, answer.retryAfter() * 1000);
      } catch (IOException e) {
        if (left == 0) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(Math.min(pause, LONGEST_PAUSE_MILLIS));
      pause = Math.min(pause * 4, LONGEST_PAUSE_MILLIS);
    }
  }

  /** What the answer says. */
  static Json read(Transport.Answer answer) {
    if (answer.status() >= 300) {
      throw new CqueueException(Problem.of(answer.status(), answer.body()));
    }
    return new Json(answer.body().isEmpty() ? "null" : answer.body());
  }

  /** Waits for an answer. */
  static Transport.Answer join(CompletableFuture<Transport.Answer> sent)
      throws IOException, InterruptedException {
    try {
      return sent.get();
    } catch (InterruptedException e) {
      sent.cancel(true);
      throw e;
    } catch (CancellationException e) {
      throw new IOException("the request was called off", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String message = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
      throw new IOException("no answer from the server" + message, cause);
    }
  }
}
