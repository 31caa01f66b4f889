package io.cqueue.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a consumer says of a job that it has. Immutable; each kind checks itself. */
public sealed interface Settlement {

  /** Which job. */
  long id();

  /** By what right. */
  Claim claim();

  /**
   * By what right a consumer speaks of a job.
   *
   * @param attempt the number of the attempt, or null to go unchecked
   * @param consumer who speaks, or null to go unchecked
   */
  record Claim(@Nullable Integer attempt, @Nullable String consumer) {

    /** Unchecked. */
    public static final Claim NONE = new Claim(null, null);

    /** Checks the name. */
    public Claim {
      if (consumer != null) {
        Names.requirePrintable("Queue-Consumer", consumer, Limits.MAX_CONSUMER_LENGTH);
      }
    }
  }

  /**
   * It is done.
   *
   * @param id which job
   * @param claim by what right
   * @param result what came of it
   */
  record Conclude(long id, Claim claim, @Nullable JsonValue result) implements Settlement {}

  /**
   * It went wrong.
   *
   * @param id which job
   * @param claim by what right
   * @param error why
   * @param retryIn when to try again, or null for the queue's backoff
   * @param retry whether to try again at all
   */
  record Fail(
      long id, Claim claim, @Nullable JobError error, @Nullable Duration retryIn, boolean retry)
      implements Settlement {

    /** Checks the time. */
    public Fail {
      if (retryIn != null) {
        Limits.requireRange("RetryIn", retryIn, Limits.MAX_DELAY);
      }
    }
  }

  /**
   * It is being worked on.
   *
   * @param id which job
   * @param claim by what right
   * @param lease how long from now it may be kept, zero for no limit; null for as long as at first
   * @param progress how far it is
   */
  record Extend(long id, Claim claim, @Nullable Duration lease, @Nullable JsonValue progress)
      implements Settlement {

    /** Checks the lease. */
    public Extend {
      if (lease != null) {
        Limits.requireRange("Lease", lease, Limits.MAX_LEASE);
      }
    }
  }

  /**
   * It goes back unharmed, and the attempt does not count.
   *
   * @param id which job
   * @param claim by what right
   * @param delay how long until it can be had again
   */
  record Release(long id, Claim claim, Duration delay) implements Settlement {

    /** Checks the delay. */
    public Release {
      Limits.requireRange("Delay", delay, Limits.MAX_DELAY);
    }
  }
}
