package io.cqueue.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What follows from the end of a job: the callback that it has for that. */
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
    NewJob job = job(callback, ended);
    JobOptions options = job.options().with(job.options().links().under(ended.id()));
    Trace trace = ended.options().trace();
    return job.with(
        job.payload() == null ? word(null, ended) : job.payload(),
        trace == null ? options : options.within(trace));
  }

  private static NewJob job(Callback callback, Job ended) {
    if (callback instanceof Callback.Enqueue enqueue) {
      return enqueue.job();
    }
    return new NewJob(
        Callback.WEBHOOK_QUEUE,
        Callback.WEBHOOK_TYPE,
        NewJob.DEFAULT_PRIORITY,
        word(((Callback.Webhook) callback).url(), ended),
        null,
        null,
        JobOptions.NONE);
  }

  /** Word of the end, to be sent to this URL if there is one. */
  private static JsonValue word(@Nullable String url, Job ended) {
    String event = "job." + ended.status().name().toLowerCase(Locale.ROOT);
    return new JsonText()
        .text("URL", url)
        .text("Event", event)
        .object("Job", fields -> fields(fields, ended))
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
