package io.cqueue.core;

import java.util.regex.Pattern;

/** The rules for the strings by which clients call things. */
public final class Names {

  private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

  private Names() {}

  /**
   * Requires the name of a queue.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming {@code field}
   */
  public static void requireQueue(String field, String value) {
    if (!value.equals(NewJob.DEFAULT_QUEUE) && !QUEUE.matcher(value).matches()) {
      throw Refusal.invalid(
              field,
              "must have 1 to 128 of the characters A-Z a-z 0-9 . _ : - and start with a letter or"
                  + " a digit")
          .asException();
    }
  }

  /**
   * Requires 1 to {@code max} characters that can be seen in a log line or a table.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming {@code field}
   */
  public static void requirePrintable(String field, String value, int max) {
    if (value.isEmpty() || value.codePointCount(0, value.length()) > max) {
      throw Refusal.invalid(field, "must have 1 to " + max + " characters").asException();
    }
    if (!isPlainAscii(value) && !value.codePoints().allMatch(Names::isPrintable)) {
      throw Refusal.invalid(field, "must have printable characters only").asException();
    }
  }

  /** The usual case, without a stream. */
  private static boolean isPlainAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
