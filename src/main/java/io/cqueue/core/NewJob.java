package io.cqueue.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that a producer asks for. Immutable; checks itself.
 *
 * @param queue the queue's name
 * @param type a label of 1 to {@value #MAX_TYPE_LENGTH} printable characters; it never changes the
 *     order of jobs
 * @param priority 0 to {@value #MAX_PRIORITY}, the highest first
 * @param payload what the consumer gets
 * @param start when it can be had at the earliest
 * @param end when it is called off if nobody started it
 * @param options the rest
 */
public record NewJob(
    String queue,
    String type,
    int priority,
    @Nullable JsonValue payload,
    @Nullable Moment start,
    @Nullable Moment end,
    JobOptions options) {

  /** The longest type, in characters (Unicode code points). */
  public static final int MAX_TYPE_LENGTH = 128;

  /** The type of a job whose producer named none. */
  public static final String DEFAULT_TYPE = "NOT_TIME_CRITICAL";

  /** The queue of a job whose producer named none. */
  public static final String DEFAULT_QUEUE = "default";

  /** The highest priority. */
  public static final int MAX_PRIORITY = 9;

  /** The priority of a job whose producer gave none. */
  public static final int DEFAULT_PRIORITY = 5;

  /**
   * A moment as clients say it: so long from now, or a time of day. The queue's own clock decides
   * what "now" is.
   *
   * @param fromNow a duration
   * @param at a time
   */
  public record Moment(@Nullable Duration fromNow, @Nullable Instant at) {

    /** So long from now. */
    public static Moment in(Duration fromNow) {
      return new Moment(fromNow, null);
    }

    /** At this time. */
    public static Moment at(Instant at) {
      return new Moment(null, at);
    }

    /** Requires it to be one that clocks can show, and names the field to blame by its kind. */
    void check(String durationField, String timeField) {
      if (fromNow != null) {
        Limits.requireRange(durationField, fromNow, Limits.MAX_DELAY);
      }
      if (at != null) {
        Limits.requireTime(timeField, at);
      }
    }

    /** In milliseconds since 1970, when it is {@code now}. */
    public long resolve(long now) {
      return at != null ? at.toEpochMilli() : fromNow != null ? now + fromNow.toMillis() : now;
    }
  }

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public NewJob {
    Names.requireQueue("Queue", queue);
    Names.requirePrintable("Type", type, MAX_TYPE_LENGTH);
    Limits.requireRange("Priority", priority, 0, MAX_PRIORITY);
    if (start != null) {
      start.check("Delay", "RunAt");
    }
    if (end != null) {
      end.check("TTL", "ExpiresAt");
    }
  }

  /** A job of this type with nothing else said. */
  public static NewJob ofType(String type) {
    return new NewJob(DEFAULT_QUEUE, type, DEFAULT_PRIORITY, null, null, null, JobOptions.NONE);
  }

  /** The same job in a trace, unless it is in one already. */
  public NewJob within(Trace trace) {
    return with(payload, options.within(trace));
  }

  /** The same job with another payload and other options. */
  public NewJob with(@Nullable JsonValue otherPayload, JobOptions others) {
    return new NewJob(queue, type, priority, otherPayload, start, end, others);
  }
}
