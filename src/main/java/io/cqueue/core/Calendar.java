package io.cqueue.core;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Understands cron expressions. Thread-safe. */
public interface Calendar {

  /**
   * The next time that an expression means.
   *
   * @param cron five fields: minute, hour, day of the month, month, day of the week
   * @param zone where the clock hangs; a time that it leaves out is made up for when it goes on,
   *     and one that it shows twice counts once
   * @param after the time after which to look
   * @return the first time later than {@code after}; null if there is none
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming {@code Cron}
   */
  @Nullable Instant next(String cron, ZoneId zone, Instant after);
}
