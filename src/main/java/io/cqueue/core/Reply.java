package io.cqueue.core;

/**
 * Gets the answer for which someone waits, once: either what was asked for or a refusal. Called on
 * whatever thread brought it about, which holds no lock; it must return soon.
 *
 * @param <T> what was asked for
 */
@FunctionalInterface
public interface Reply<T> {

  /** The answer. */
  void accept(T answer);

  /**
   * There will be no answer, for example because the store has just failed. One who does not say
   * what is to be done then lets whoever called it hear of it.
   */
  default void refuse(RefusedException why) {
    throw why;
  }
}
