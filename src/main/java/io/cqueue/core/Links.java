package io.cqueue.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a job hangs together with others, which most do not. Immutable.
 *
 * @param onConclude what is done when it is concluded
 * @param onFail what is done when it fails for good or is cancelled
 * @param parent the job whose end added it
 */
public record Links(
    @Nullable Callback onConclude, @Nullable Callback onFail, @Nullable Long parent) {

  /** None. */
  public static final Links NONE = new Links(null, null, null);

  /** Whether there are none. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** What is done when it ends in this way. */
  public @Nullable Callback on(JobStatus end) {
    return switch (end) {
      case CONCLUDED -> onConclude;
      case FAILED, CANCELLED -> onFail;
      default -> null;
    };
  }

  /** How many callbacks one after another come of it at most. */
  int depth() {
    return Math.max(
        onConclude == null ? 0 : onConclude.depth(), onFail == null ? 0 : onFail.depth());
  }

  /** Says the queues that jobs go into because of it, now or later. */
  void queues(Consumer<String> into) {
    if (onConclude != null) {
      onConclude.queues(into);
    }
    if (onFail != null) {
      onFail.queues(into);
    }
  }

  /** The same for a job that another one's end adds. */
  Links under(long other) {
    return new Links(onConclude, onFail, other);
  }
}
