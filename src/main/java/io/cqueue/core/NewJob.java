package io.cqueue.core;

/**
 * A job that a producer asks for. Immutable; checks itself.
 *
 * @param type a label of 1 to {@value #MAX_TYPE_LENGTH} printable characters; it never changes the
 *     order of jobs
 */
public record NewJob(String type) {

  /** The longest type, in characters (Unicode code points). */
  public static final int MAX_TYPE_LENGTH = 128;

  /** The type of a job whose producer named none. */
  public static final String DEFAULT_TYPE = "NOT_TIME_CRITICAL";

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public NewJob {
    Names.requirePrintable("Type", type, MAX_TYPE_LENGTH);
  }
}
