package io.cqueue.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a job hangs together with others, which most do not. Immutable.
 *
 * @param onConclude what is done when it is concluded
 * @param onFail what is done when it fails for good or is cancelled
 * @param batch the batch that it is of
 * @param parent the job whose end added it
 * @param parentBatch the batch whose end added it
 */
public record Links(
    @Nullable Callback onConclude,
    @Nullable Callback onFail,
    @Nullable Long batch,
    @Nullable Long parent,
    @Nullable Long parentBatch) {

  /** None. */
  public static final Links NONE = new Links(null, null, null, null, null);

  /** Whether there are none. */
  public boolean isNone() {
    // Once the equals of a record was called, the JVM keeps its class, and with it a web
    // application that is gone: see the test RedeployOnTomcat.
    return onConclude == null
        && onFail == null
        && batch == null
        && parent == null
        && parentBatch == null;
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

  /** The same for a job of a batch. */
  Links in(long itsBatch) {
    return new Links(onConclude, onFail, itsBatch, parent, parentBatch);
  }

  /** The same for a job that the end of a job or of a batch adds. */
  Links under(@Nullable Long job, @Nullable Long ofBatch) {
    return new Links(onConclude, onFail, batch, job, ofBatch);
  }

  /** The same with other callbacks. */
  public Links with(@Nullable Callback otherOnConclude, @Nullable Callback otherOnFail) {
    return new Links(otherOnConclude, otherOnFail, batch, parent, parentBatch);
  }
}
