package io.cqueue.core;

import java.time.ZoneId;

/**
 * A job to be added again and again. Immutable; checks itself, but for the expression, of which
 * only {@link Calendar} knows.
 *
 * @param name its name, by the rules for queues
 * @param cron when: five fields as cron has them
 * @param timeZone where the clock hangs by which it goes
 * @param job what is added
 * @param overlap what happens when the job added before is not finished
 */
public record Schedule(String name, String cron, ZoneId timeZone, NewJob job, Overlap overlap) {

  /** What happens when the job that a schedule added before is not finished. */
  public enum Overlap {
    /** None is added this time. */
    SKIP,
    /** Another is added all the same. */
    ALLOW
  }

  /**
   * Checks the name.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public Schedule {
    Names.requireQueue("name", name);
  }
}
