package io.cqueue.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time that a consumer had a job. Immutable.
 *
 * @param number 1 for the first
 * @param consumer who, if it said so
 * @param dequeuedAt when it got the job
 * @param endedAt when it had it no longer; null if it still has
 * @param outcome how that came about; null if it still has it
 * @param error what went wrong
 */
public record Attempt(
    int number,
    @Nullable String consumer,
    Instant dequeuedAt,
    @Nullable Instant endedAt,
    @Nullable Outcome outcome,
    @Nullable JobError error) {

  /** How an attempt ends. */
  public enum Outcome {
    /** The consumer concluded the job. */
    CONCLUDED,
    /** The consumer failed. */
    FAILED,
    /** The consumer did not say anything in time. */
    LEASE_EXPIRED,
    /** The consumer gave the job back. */
    RELEASED,
    /** Someone cancelled the job meanwhile. */
    CANCELLED
  }
}
