package io.cqueue.sqlite;

/** A server cannot start with its data directory as it is. The message is for who started it. */
public final class StartException extends RuntimeException {

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable reason) {
    super(message, reason);
  }
}
