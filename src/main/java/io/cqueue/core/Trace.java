package io.cqueue.core;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Of what larger whole a job is a part, as its producer said (W3C Trace Context). Immutable; checks
 * itself.
 *
 * @param parent the {@code traceparent}, of version 00
 * @param state the {@code tracestate}, which means something to its producer's tools; up to {@value
 *     #MAX_STATE} characters
 */
public record Trace(String parent, @Nullable String state) {

  /** How long a {@code tracestate} has to be kept at least, and is kept at most. */
  public static final int MAX_STATE = 512;

  private static final Pattern PARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /** What a later version has in common with this one: the rest is to be passed over. */
  private static final Pattern LATER_PARENT =
      Pattern.compile("(?!ff|00)[0-9a-f]{2}(-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})(-.*)?");

  private static final Pattern STATE = Pattern.compile("[ -~]{1," + MAX_STATE + "}");

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public Trace {
    if (!PARENT.matcher(parent).matches()) {
      String must = "must be a traceparent of version 00 (W3C Trace Context)";
      throw Refusal.invalid("TraceParent", must).asException();
    }
    if (state != null && !STATE.matcher(state).matches()) {
      String must = "must have 1 to " + MAX_STATE + " characters of ASCII";
      throw Refusal.invalid("TraceState", must).asException();
    }
  }

  /**
   * What headers say. As the standard has it, those that make no sense are as good as none, and a
   * {@code tracestate} that is too long is left behind.
   */
  public static @Nullable Trace ofHeaders(@Nullable String parent, @Nullable String state) {
    if (parent == null) {
      return null;
    }
    var later = LATER_PARENT.matcher(parent);
    String known = later.matches() ? "00" + later.group(1) : parent;
    if (!PARENT.matcher(known).matches()) {
      return null;
    }
    return new Trace(known, state != null && STATE.matcher(state).matches() ? state : null);
  }
}
