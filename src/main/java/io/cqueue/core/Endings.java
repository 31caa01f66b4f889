package io.cqueue.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What follows from the end of a job or of a batch: the callback that it has for that. */
public final class Endings {

  private Endings() {}

  /**
   * The job that is to be added now.
   *
   * @param ended has just come to the status that it has, and was not finished before
   * @return null if it has no callback for such an end
   */
  public static @Nullable NewJob follower(Job ended) {
    Callback callback = ended.options().links().on(ended.status());
    if (callback == null) {
      return null;
    }
    NewJob job = job(callback, url -> word(url, ended));
    JobOptions options = job.options().with(job.options().links().under(ended.id(), null));
    Trace trace = ended.options().trace();
    return job.with(job.payload(), trace == null ? options : options.within(trace));
  }

  /**
   * The same for a batch.
   *
   * @param ended has just ended
   */
  public static @Nullable NewJob follower(Batch ended) {
    Callback callback = ended.callback();
    if (callback == null) {
      return null;
    }
    NewJob job = job(callback, url -> word(url, ended));
    return job.with(
        job.payload(), job.options().with(job.options().links().under(null, ended.id())));
  }

  /** Says what has ended, to a URL if there is one. */
  private interface Word {
    JsonValue to(@Nullable String url);
  }

  private static NewJob job(Callback callback, Word word) {
    if (callback instanceof Callback.Enqueue enqueue) {
      NewJob job = enqueue.job();
      return job.payload() != null ? job : job.with(word.to(null), job.options());
    }
    return new NewJob(
        Push.WEBHOOKS,
        Push.WEBHOOK,
        NewJob.DEFAULT_PRIORITY,
        word.to(((Callback.Webhook) callback).url()),
        null,
        null,
        JobOptions.NONE);
  }

  private static JsonValue word(@Nullable String url, Job ended) {
    String event = "job." + ended.status().name().toLowerCase(Locale.ROOT);
    return new JsonText()
        .text("URL", url)
        .text("Event", event)
        .object("Job", fields -> fields(fields, ended))
        .end();
  }

  private static JsonValue word(@Nullable String url, Batch ended) {
    return new JsonText()
        .text("URL", url)
        .text("Event", "batch.ended")
        .object(
            "Batch",
            fields ->
                fields
                    .number("ID", ended.id())
                    .text("Name", ended.name())
                    .number("Total", ended.total())
                    .number("Concluded", ended.concluded())
                    .number("Failed", ended.failed())
                    .number("Cancelled", ended.cancelled()))
        .end();
  }

  private static void fields(JsonText json, Job ended) {
    json.number("ID", ended.id())
        .text("Queue", ended.queue())
        .text("Type", ended.type())
        .text("Status", ended.status().name())
        .text("Reason", ended.reason())
        .number("Attempt", ended.attempt());
    Job.Run run = ended.run();
    if (run == null) {
      return;
    }
    json.raw("Result", run.result());
    JobError error = run.error();
    if (error != null && ended.status() != JobStatus.CONCLUDED) {
      json.object(
          "Error", fields -> fields.text("Message", error.message()).text("Type", error.type()));
    }
  }
}
