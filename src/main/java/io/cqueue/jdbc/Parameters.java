package io.cqueue.jdbc;

import org.jspecify.annotations.Nullable;

/** Where the parameters of a statement are set, by name. */
public interface Parameters {

  /** Sets a parameter. */
  Parameters set(String name, @Nullable Long value);

  /** Sets a parameter. */
  Parameters set(String name, @Nullable Integer value);

  /** Sets a parameter. */
  Parameters set(String name, boolean value);

  /** Sets a parameter. */
  Parameters set(String name, @Nullable String value);

  /** Sets a parameter. */
  Parameters set(String name, byte @Nullable [] value);
}
