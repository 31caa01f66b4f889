package io.cqueue.core;

/** The rules for the strings by which clients call things. */
public final class Names {

  private Names() {}

  /**
   * Requires 1 to {@code max} characters that can be seen in a log line or a table.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming {@code field}
   */
  public static void requirePrintable(String field, String value, int max) {
    if (value.isEmpty() || value.codePointCount(0, value.length()) > max) {
      throw Refusal.invalid(field, "must have 1 to " + max + " characters").asException();
    }
    if (!value.codePoints().allMatch(Names::isPrintable)) {
      throw Refusal.invalid(field, "must have printable characters only").asException();
    }
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
