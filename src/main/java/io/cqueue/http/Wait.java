package io.cqueue.http;

import io.cqueue.core.Limits;
import io.cqueue.core.Refusal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a request may be held open: {@code ?wait=20}, or {@code Prefer: wait=20} (RFC 7240). */
final class Wait {

  static final String PREFER = "Prefer";

  private static final Pattern PREFERENCE =
      Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]+)\"?\\s*(?:$|[,;])");

  private Wait() {}

  /**
   * Reads it; zero if nothing is said.
   *
   * @throws io.cqueue.core.RefusedException if it is out of range
   */
  static Duration of(Query query, @Nullable String prefer) {
    Duration wait = query.seconds("wait");
    if (wait == null && prefer != null) {
      Matcher preference = PREFERENCE.matcher(prefer);
      wait = preference.find() ? Query.seconds("wait", preference.group(1)) : null;
    }
    if (wait == null) {
      return Duration.ZERO;
    }
    if (wait.isNegative() || wait.compareTo(Limits.MAX_WAIT) > 0) {
      String range = "must be from 0 to " + Limits.MAX_WAIT.toSeconds() + " seconds";
      throw Refusal.invalid("wait", range).asException();
    }
    return wait;
  }
}
