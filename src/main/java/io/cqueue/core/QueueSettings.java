package io.cqueue.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a queue treats its jobs. Immutable; checks itself.
 *
 * @param paused whether it hands out nothing
 * @param lease how long a consumer may keep a job, zero for no limit
 * @param maxAttempts how often a job is tried
 * @param backoffBase how long to wait after the first failure
 * @param backoffCap how long to wait at most
 * @param maxDepth how many jobs may be unfinished, zero for no limit
 * @param maxInProgress how many jobs may be in progress at once, zero for no limit
 * @param rate how many jobs a second are handed out at most, zero for no limit
 * @param keepConcluded how long a finished job can be looked up
 * @param push where its jobs are posted; null if consumers ask for them
 */
public record QueueSettings(
    boolean paused,
    Duration lease,
    int maxAttempts,
    Duration backoffBase,
    Duration backoffCap,
    long maxDepth,
    int maxInProgress,
    double rate,
    Duration keepConcluded,
    @Nullable Push push) {

  /** A queue about which nobody said anything. */
  public static final QueueSettings DEFAULT =
      new QueueSettings(
          false,
          Duration.ofSeconds(1800),
          25,
          Duration.ofSeconds(10),
          Duration.ofHours(6),
          0,
          0,
          0,
          Duration.ofDays(1),
          null);

  static final double MAX_RATE = 1_000_000;

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public QueueSettings {
    Limits.requireRange("Lease", lease, Limits.MAX_LEASE);
    Limits.requireRange("MaxAttempts", maxAttempts, 1, Limits.MAX_ATTEMPTS);
    Limits.requireRange("BackoffBase", backoffBase, Limits.MAX_DELAY);
    Limits.requireRange("BackoffCap", backoffCap, Limits.MAX_DELAY);
    Limits.requireRange("MaxDepth", maxDepth, 0, Long.MAX_VALUE);
    Limits.requireRange("MaxInProgress", maxInProgress, 0, Integer.MAX_VALUE);
    Limits.requireRange("KeepConcluded", keepConcluded, Limits.MAX_DELAY);
    if (!(rate >= 0 && rate <= MAX_RATE)) {
      throw Refusal.invalid("Rate", "must be from 0 to 1000000 jobs a second").asException();
    }
  }

  /** The same, paused or not. */
  public QueueSettings withPaused(boolean now) {
    return new QueueSettings(
        now,
        lease,
        maxAttempts,
        backoffBase,
        backoffCap,
        maxDepth,
        maxInProgress,
        rate,
        keepConcluded,
        push);
  }

  /**
   * These settings in the place of those until now.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID} if they leave something as it was, and
   *     it was not
   */
  public QueueSettings inPlaceOf(QueueSettings before) {
    return push == null ? this : with(push.inPlaceOf(before.push));
  }

  private QueueSettings with(Push other) {
    return new QueueSettings(
        paused,
        lease,
        maxAttempts,
        backoffBase,
        backoffCap,
        maxDepth,
        maxInProgress,
        rate,
        keepConcluded,
        other);
  }

  /** How many jobs may be in progress at once by all that is said, zero for no limit. */
  public int allowedInProgress() {
    if (push == null) {
      return maxInProgress;
    }
    return maxInProgress == 0 ? push.concurrency() : Math.min(maxInProgress, push.concurrency());
  }

  /** How many jobs a second are handed out at most by all that is said, zero for no limit. */
  public double allowedRate() {
    if (push == null || push.rate() == 0) {
      return rate;
    }
    return rate == 0 ? push.rate() : Math.min(rate, push.rate());
  }
}
