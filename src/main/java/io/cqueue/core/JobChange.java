package io.cqueue.core;

import org.jspecify.annotations.Nullable;

/**
 * What to change of a job that has not been started. Immutable; checks itself.
 *
 * @param priority the new priority, or null to leave it
 * @param start when it can be had at the earliest, or null to leave it
 */
public record JobChange(@Nullable Integer priority, NewJob.@Nullable Moment start) {

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public JobChange {
    if (priority != null) {
      Limits.requireRange("Priority", priority, 0, NewJob.MAX_PRIORITY);
    }
    if (start != null) {
      start.check("Delay", "RunAt");
    }
  }
}
