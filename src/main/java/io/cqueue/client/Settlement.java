package io.cqueue.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of an attempt. */
public sealed interface Settlement {

  /** Which job. */
  long id();

  /** Which attempt; if it is over, the server says no. */
  int attempt();

  /**
   * The job is done.
   *
   * @param id which job
   * @param attempt which attempt
   * @param result null if there is nothing to say
   */
  record Conclude(long id, int attempt, @Nullable Json result) implements Settlement {}

  /**
   * The attempt failed.
   *
   * @param id which job
   * @param attempt which attempt
   * @param failure how
   */
  record Fail(long id, int attempt, Failure failure) implements Settlement {}

  /** The fields of an item of {@code Conclude} or {@code Fail}. */
  default Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ID", id());
    fields.put("Attempt", attempt());
    if (this instanceof Conclude conclude && conclude.result != null) {
      fields.put("Result", conclude.result);
    }
    if (this instanceof Fail fail) {
      fields.putAll(fail.failure.fields());
    }
    return fields;
  }
}
