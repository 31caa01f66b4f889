package io.cqueue.core;

/** Something that was asked for and has not come yet. Thread-safe. */
public interface Pending {

  /**
   * Gives it up: the callback is not called any more, unless it has been or is being called.
   *
   * @return whether it was given up in time
   */
  boolean cancel();
}
