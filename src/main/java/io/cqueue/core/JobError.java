package io.cqueue.core;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed. Immutable; what is too long is cut.
 *
 * @param message at most 1,000 characters
 * @param type at most 100 characters
 * @param stack at most 50 lines
 */
public record JobError(@Nullable String message, @Nullable String type, @Nullable String stack) {

  /** The {@link #type} of an attempt whose lease ran out. */
  public static final String LEASE_EXPIRED = "lease-expired";

  private static final int MAX_MESSAGE = 1000;
  private static final int MAX_TYPE = 100;
  private static final int MAX_STACK_LINES = 50;
  private static final int MAX_STACK = 50_000;

  /** Cuts what is too long. */
  public JobError {
    message = message == null ? null : cut(message, MAX_MESSAGE);
    type = type == null ? null : cut(type, MAX_TYPE);
    stack = stack == null ? null : cutLines(cut(stack, MAX_STACK));
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end);
  }

  private static String cutLines(String text) {
    int end = -1;
    for (int line = 0; line < MAX_STACK_LINES; line++) {
      end = text.indexOf('\n', end + 1);
      if (end < 0) {
        return text;
      }
    }
    return text.substring(0, end);
  }
}
