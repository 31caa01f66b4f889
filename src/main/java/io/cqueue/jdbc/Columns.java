package io.cqueue.jdbc;

import io.cqueue.core.Attempt;
import io.cqueue.core.Batch;
import io.cqueue.core.JobError;
import io.cqueue.core.JobOptions;
import io.cqueue.core.Links;
import io.cqueue.core.NewJob;
import io.cqueue.core.Push;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Schedule;
import io.cqueue.core.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Columns that belong together, and that every store has under the same names. */
public final class Columns {

  private Columns() {}

  /** Sets the settings of a queue. */
  public static Query settings(Query query, QueueSettings settings) {
    Push push = settings.push();
    return query
        .set("push_url", push == null ? null : push.url())
        .set("push_concurrency", push == null ? 0 : push.concurrency())
        .real("push_rate", push == null ? 0 : push.rate())
        .set("push_timeout", push == null ? 0 : push.timeout().toMillis())
        .set("push_secret", push == null ? null : push.secret())
        .set("paused", settings.paused())
        .set("lease", settings.lease().toMillis())
        .set("max_attempts", settings.maxAttempts())
        .set("backoff_base", settings.backoffBase().toMillis())
        .set("backoff_cap", settings.backoffCap().toMillis())
        .set("max_depth", settings.maxDepth())
        .set("max_in_progress", settings.maxInProgress())
        .real("rate", settings.rate())
        .set("keep_concluded", settings.keepConcluded().toMillis());
  }

  /** The settings of a queue. */
  public static QueueSettings settings(Row row) {
    return new QueueSettings(
        row.flag("paused"),
        Duration.ofMillis(row.number("lease")),
        row.integer("max_attempts"),
        Duration.ofMillis(row.number("backoff_base")),
        Duration.ofMillis(row.number("backoff_cap")),
        row.number("max_depth"),
        row.integer("max_in_progress"),
        row.real("rate"),
        Duration.ofMillis(row.number("keep_concluded")),
        push(row));
  }

  private static @Nullable Push push(Row row) {
    String url = row.maybeText("push_url");
    return url == null
        ? null
        : new Push(
            url,
            row.integer("push_concurrency"),
            row.real("push_rate"),
            Duration.ofMillis(row.number("push_timeout")),
            row.maybeText("push_secret"));
  }

  /** Sets a schedule. */
  public static Query schedule(Query query, ScheduleState state) {
    Schedule schedule = state.schedule();
    NewJob job = schedule.job();
    Packed.options(query, job.options());
    return query
        .set("name", schedule.name())
        .set("cron", schedule.cron())
        .set("time_zone", schedule.timeZone().getId())
        .set("overlap", schedule.overlap().name().toLowerCase(Locale.ROOT))
        .set("queue", job.queue())
        .set("type", job.type())
        .set("priority", job.priority())
        .set("payload", Packed.bytes(job.payload()))
        .set("start_in", job.start() == null ? null : Packed.millis(job.start().fromNow()))
        .set("start_at", job.start() == null ? null : Packed.millis(job.start().at()))
        .set("end_in", job.end() == null ? null : Packed.millis(job.end().fromNow()))
        .set("end_at", job.end() == null ? null : Packed.millis(job.end().at()))
        .set("next_at", Packed.millis(state.next()))
        .set("last_at", Packed.millis(state.lastAt()))
        .set("last_job", state.lastJob())
        .set("skipped", state.skipped());
  }

  /**
   * A schedule.
   *
   * @param options those of its job, which not every store keeps in the same way
   */
  public static ScheduleState schedule(Row row, JobOptions options) {
    NewJob job =
        new NewJob(
            row.text("queue"),
            row.text("type"),
            row.integer("priority"),
            Packed.json(row.bytes("payload")),
            moment(row, "start"),
            moment(row, "end"),
            options);
    Schedule schedule =
        new Schedule(
            row.text("name"),
            row.text("cron"),
            ZoneId.of(row.text("time_zone")),
            job,
            Schedule.Overlap.valueOf(row.text("overlap").toUpperCase(Locale.ROOT)));
    return new ScheduleState(
        schedule,
        Packed.instant(row.maybeNumber("next_at")),
        Packed.instant(row.maybeNumber("last_at")),
        row.maybeNumber("last_job"),
        row.maybeText("skipped"));
  }

  private static NewJob.@Nullable Moment moment(Row row, String which) {
    Long in = row.maybeNumber(which + "_in");
    Long at = row.maybeNumber(which + "_at");
    return in == null && at == null
        ? null
        : new NewJob.Moment(Packed.duration(in), Packed.instant(at));
  }

  /** Sets a batch. */
  public static Query batch(Query query, Batch batch) {
    Links callbacks = Links.NONE.with(batch.onConclude(), batch.onFail());
    return query
        .set("id", batch.id())
        .set("name", batch.name())
        .set("queues", String.join(",", batch.queues()))
        .set("links", LinksText.of(callbacks))
        .set("total", batch.total())
        .set("concluded", batch.concluded())
        .set("failed", batch.failed())
        .set("cancelled", batch.cancelled())
        .set("enqueued_at", batch.enqueuedAt().toEpochMilli())
        .set("ended_at", Packed.millis(batch.endedAt()));
  }

  /** A batch. */
  public static Batch batch(Row row) {
    Links callbacks = LinksText.links(row.maybeText("links"));
    return new Batch(
        row.number("id"),
        row.maybeText("name"),
        List.of(row.text("queues").split(",", -1)),
        callbacks.onConclude(),
        callbacks.onFail(),
        row.number("total"),
        row.number("concluded"),
        row.number("failed"),
        row.number("cancelled"),
        Instant.ofEpochMilli(row.number("enqueued_at")),
        Packed.instant(row.maybeNumber("ended_at")));
  }

  /** Sets an error, but for its stack. */
  public static <P extends Parameters> P error(P to, @Nullable JobError error) {
    to.set("error_message", error == null ? null : Packed.text(error.message()))
        .set("error_type", error == null ? null : Packed.text(error.type()));
    return to;
  }

  /** Sets an error. */
  public static <P extends Parameters> P errorWithStack(P to, @Nullable JobError error) {
    error(to, error).set("error_stack", error == null ? null : Packed.text(error.stack()));
    return to;
  }

  /** An error, if there is one. */
  public static @Nullable JobError errorWithStack(Row row) {
    return error(row, row.maybeText("error_stack"));
  }

  private static @Nullable JobError error(Row row, @Nullable String stack) {
    String message = row.maybeText("error_message");
    String type = row.maybeText("error_type");
    return message == null && type == null && stack == null
        ? null
        : new JobError(message, type, stack);
  }

  /** An attempt that is over. */
  public static Attempt attempt(Row row) {
    return new Attempt(
        row.integer("number"),
        row.maybeText("consumer"),
        Instant.ofEpochMilli(row.number("dequeued_at")),
        Packed.instant(row.maybeNumber("ended_at")),
        Codes.outcome(row.maybeInt("outcome")),
        error(row, null));
  }
}
