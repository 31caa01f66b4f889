package io.cqueue.core;

import java.util.function.Function;

/**
 * Gets the answer for which someone waits, once: either what was asked for or a refusal. Called on
 * whatever thread brought it about, which holds no lock but may be the one that writes for all: it
 * must return soon, and not wait for a queue.
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

  /** One that makes its answer into one for this. */
  default <S> Reply<S> after(Function<S, T> step) {
    Reply<T> then = this;
    return new Reply<>() {
      @Override
      public void accept(S answer) {
        then.accept(step.apply(answer));
      }

      @Override
      public void refuse(RefusedException why) {
        then.refuse(why);
      }
    };
  }
}
