package io.cqueue.memory;

import io.cqueue.core.QueueSettings;

/**
 * Whether a queue may hand out a job: its pause, its limit of jobs in progress, its rate. The rate
 * is kept by the generic cell rate algorithm (ITU-T I.371): jobs are spread evenly, and what was
 * not used in the last tenth of a second may be made up for. Guarded by the lock of the queue.
 */
final class Gate {

  private static final double TOLERANCE_MILLIS = 100;

  private QueueSettings settings = QueueSettings.DEFAULT;

  /** When the next job would be due if all came evenly. */
  private double evenly;

  /** Changes the settings. A new rate counts at once, whatever the old one has spent. */
  void settings(QueueSettings changed) {
    if (changed.allowedRate() != settings.allowedRate()) {
      evenly = 0;
    }
    settings = changed;
  }

  /** When the next job would be due if all came evenly. */
  double evenly() {
    return evenly;
  }

  /** Goes on where it was. */
  void resume(double when) {
    evenly = when;
  }

  boolean isOpen(long inProgress, long now) {
    return !settings.paused()
        && (settings.allowedInProgress() == 0 || inProgress < settings.allowedInProgress())
        && (now >= opensAt() || wasPutBack(now));
  }

  /** Whether the clock was: nothing ever waits longer than the time between two jobs. */
  private boolean wasPutBack(long now) {
    return settings.allowedRate() > 0 && opensAt() - now > interval() + 1;
  }

  /** A job was handed out. */
  void passed(long now) {
    if (settings.allowedRate() > 0) {
      double from = wasPutBack(now) ? now : Math.max(evenly, (double) now);
      evenly = from + interval();
    }
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
