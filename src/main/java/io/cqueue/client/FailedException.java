package io.cqueue.client;

import java.time.Duration;

/** Thrown by a {@link Handler} that wants to say more than that it failed. */
public final class FailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** With all that there is to say. */
  public FailedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** It is of no use to try again. */
  public static FailedException forGood(String message) {
    return new FailedException(new Failure(message, null, null, false, null));
  }

  /** It may go better after this time. */
  public static FailedException retryIn(Duration time, String message) {
    return new FailedException(new Failure(message, null, null, true, time));
  }

  /** What went wrong. */
  public Failure failure() {
    return failure;
  }
}
