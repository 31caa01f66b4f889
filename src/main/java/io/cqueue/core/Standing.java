package io.cqueue.core;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * For how long a caller has the rights that it came with. Whatever goes on for longer than a moment
 * has to ask. Thread-safe.
 */
@FunctionalInterface
public interface Standing {

  /** That of someone whose rights do not end. */
  Standing FOREVER = (isOver, end) -> {};

  /**
   * Watches something that goes on.
   *
   * @param isOver whether it has ended by itself, and need not be watched any more
   * @param end called with the reason, once, should the caller lose its rights before that
   */
  void watch(BooleanSupplier isOver, Consumer<RefusedException> end);
}
