package io.cqueue.memory;

import io.cqueue.core.Attempt;
import io.cqueue.core.Batch;
import io.cqueue.core.Callback;
import io.cqueue.core.Job;
import io.cqueue.core.JobError;
import io.cqueue.core.JobOptions;
import io.cqueue.core.JsonValue;
import io.cqueue.core.KeptJob;
import io.cqueue.core.Links;
import io.cqueue.core.NewJob;
import io.cqueue.core.Trace;
import org.jspecify.annotations.Nullable;

/** About how many bytes of heap things take, a little more rather than less. */
final class Weight {

  /** A job with what the indexes have of it and what its life adds, but for what clients send. */
  static final long JOB = 256;

  /** An earlier attempt of a job. */
  static final long ATTEMPT = 256;

  private static final long OBJECT = 40;

  /**
   * G1 gives an array from half a region on (a region has 1 MiB or more) whole regions of its own,
   * of which it may leave nearly half unused.
   */
  private static final int HUMONGOUS = 500_000;

  private Weight() {}

  static long of(NewJob job) {
    return JOB + (job.payload() == null ? 0 : of(job.payload().utf8())) + of(job.options());
  }

  static long of(KeptJob kept) {
    Job job = kept.history().job();
    Job.Run run = job.run();
    long weight = JOB + of(job.options()) + (job.payload() == null ? 0 : of(job.payload()));
    if (run != null) {
      weight += run.progress() == null ? 0 : of(run.progress());
      weight += run.result() == null ? 0 : of(run.result());
      weight += of(run.error());
    }
    for (Attempt attempt : kept.history().attempts()) {
      weight += ATTEMPT + of(attempt.error());
    }
    return weight;
  }

  static long of(Batch batch) {
    long weight = JOB + of(batch.name()) + of(batch.onConclude()) + of(batch.onFail());
    for (String queue : batch.queues()) {
      weight += of(queue);
    }
    return weight;
  }

  static long of(JsonValue value) {
    return OBJECT + of(value.utf8());
  }

  static long of(byte[] bytes) {
    return bytes.length < HUMONGOUS ? bytes.length : 2L * bytes.length;
  }

  static long of(@Nullable String text) {
    return text == null ? 0 : OBJECT + 2L * text.length();
  }

  static long of(@Nullable JobError error) {
    return error == null ? 0 : OBJECT + of(error.message()) + of(error.type()) + of(error.stack());
  }

  static long of(JobOptions options) {
    long weight = of(options.uniqueKey()) + of(options.group());
    for (var tag : options.tags().entrySet()) {
      weight += OBJECT + of(tag.getKey()) + of(tag.getValue());
    }
    Trace trace = options.trace();
    if (trace != null) {
      weight += OBJECT + of(trace.parent()) + of(trace.state());
    }
    Links links = options.links();
    if (!links.isNone()) {
      weight += 2 * OBJECT + of(links.onConclude()) + of(links.onFail());
    }
    // An ID, and the ways from each of the two to the other.
    return weight + 5 * OBJECT * options.after().size();
  }

  private static long of(@Nullable Callback callback) {
    if (callback == null) {
      return 0;
    }
    return callback instanceof Callback.Enqueue enqueue
        ? OBJECT + of(enqueue.job())
        : OBJECT + of(((Callback.Webhook) callback).url());
  }
}
