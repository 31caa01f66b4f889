package io.cqueue.http;

import io.cqueue.core.Batch;
import io.cqueue.core.Callback;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Links;
import io.cqueue.core.NewJob;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks as they fit into one line. In JSON line breaks can only be where blanks can be, so with
 * blanks instead it means the same.
 */
final class InLine {

  private InLine() {}

  static boolean hasLineBreak(JsonValue value) {
    for (byte b : value.utf8()) {
      if (isLineBreak(b)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLineBreak(byte b) {
    return b == '\n' || b == '\r';
  }

  static JobOptions options(JobOptions options) {
    Links links = options.links();
    if (links.isNone()) {
      return options;
    }
    return options.with(links.with(callback(links.onConclude()), callback(links.onFail())));
  }

  private static @Nullable Callback callback(@Nullable Callback callback) {
    if (!(callback instanceof Callback.Enqueue enqueue)) {
      return callback;
    }
    NewJob job = enqueue.job();
    return new Callback.Enqueue(job.with(value(job.payload()), options(job.options())));
  }

  static Batch batch(Batch batch) {
    return new Batch(
        batch.id(),
        batch.name(),
        batch.queues(),
        callback(batch.onConclude()),
        callback(batch.onFail()),
        batch.total(),
        batch.concluded(),
        batch.failed(),
        batch.cancelled(),
        batch.enqueuedAt(),
        batch.endedAt());
  }

  private static @Nullable JsonValue value(@Nullable JsonValue value) {
    if (value == null || !hasLineBreak(value)) {
      return value;
    }
    byte[] utf8 = value.utf8().clone();
    for (int i = 0; i < utf8.length; i++) {
      if (isLineBreak(utf8[i])) {
        utf8[i] = ' ';
      }
    }
    return new JsonValue(utf8);
  }
}
