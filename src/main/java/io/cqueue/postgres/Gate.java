package io.cqueue.postgres;

import io.cqueue.core.QueueSettings;

/**
 * Whether a queue may hand out jobs: its limit of jobs in progress, and its rate. The rate is kept
 * by the generic cell rate algorithm (ITU-T I.371): jobs are spread evenly, and what was not used
 * in the last tenth of a second may be made up for. Not thread-safe.
 */
final class Gate {

  private static final double TOLERANCE_MILLIS = 100;

  private final QueueSettings settings;
  private double evenly;

  /** With the time when the next job would be due if all came evenly. */
  Gate(QueueSettings settings, double evenly) {
    this.settings = settings;
    this.evenly = evenly;
  }

  double evenly() {
    return evenly;
  }

  /** How many jobs may be handed out now, but not more than so many. */
  int allows(int wanted, long inProgress, long now) {
    int most = wanted;
    if (settings.allowedInProgress() > 0) {
      most = (int) Math.max(0, Math.min(most, settings.allowedInProgress() - inProgress));
    }
    if (settings.allowedRate() > 0) {
      Gate rehearsal = new Gate(settings, evenly);
      int count = 0;
      while (count < most && (now >= rehearsal.opensAt() || rehearsal.wasPutBack(now))) {
        rehearsal.passed(now);
        count++;
      }
      most = count;
    }
    return most;
  }

  /** A job was handed out. */
  void passed(long now) {
    if (settings.allowedRate() > 0) {
      double from = wasPutBack(now) ? now : Math.max(evenly, (double) now);
      evenly = from + interval();
    }
  }

  /** Whether the clock was: nothing ever waits longer than the time between two jobs. */
  private boolean wasPutBack(long now) {
    return opensAt() - now > interval() + 1;
  }

  /** When the rate allows the next job; in the past if it does. */
  long opensAt() {
    return settings.allowedRate() == 0 ? 0 : (long) Math.ceil(evenly - tolerance());
  }

  private double tolerance() {
    return Math.max(0, TOLERANCE_MILLIS - interval());
  }

  private double interval() {
    return 1000 / settings.allowedRate();
  }
}
