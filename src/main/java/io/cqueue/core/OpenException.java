package io.cqueue.core;

/**
 * A store cannot be opened, for a reason that is outside of this program. The message says to the
 * user what it is and what to do, in one sentence.
 */
public final class OpenException extends RuntimeException {

  /** It cannot be opened for this reason. */
  public OpenException(String message, Throwable reason) {
    super(message, reason);
  }

  /** It cannot be opened, and the message says all there is to say. */
  public OpenException(String message) {
    super(message);
  }
}
