package io.cqueue.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with an attempt, and whether there shall be another. Immutable.
 *
 * @param message for people
 * @param type for programs, the name of an exception for instance
 * @param stack where it happened
 * @param retry whether the job is tried again, if it has attempts left
 * @param retryIn after how long; null leaves it to the queue's backoff
 */
public record Failure(
    String message,
    @Nullable String type,
    @Nullable String stack,
    boolean retry,
    @Nullable Duration retryIn) {

  /** With this message; the job is tried again. */
  public static Failure of(String message) {
    return new Failure(message, null, null, true, null);
  }

  /**
   * By this exception; the job is tried again, unless it is a {@link FailedException} that says
   * otherwise.
   */
  public static Failure of(Throwable e) {
    if (e instanceof FailedException failed) {
      return failed.failure();
    }
    StringWriter stack = new StringWriter();
    e.printStackTrace(new PrintWriter(stack));
    return new Failure(
        String.valueOf(e.getMessage()), e.getClass().getName(), stack.toString(), true, null);
  }

  /** The fields that {@code fail} takes. */
  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("Message", message);
    error.put("Type", type);
    error.put("Stack", stack);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Error", error);
    if (!retry) {
      fields.put("Retry", false);
    }
    if (retryIn != null) {
      fields.put("RetryIn", Fields.seconds(retryIn));
    }
    return fields;
  }
}
