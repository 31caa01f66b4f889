package io.cqueue.postgres;

/**
 * What follows from a transaction once it is over: calls to the outside, made with no lock held,
 * and word to other servers. Thread-safe.
 */
final class Calls {

  private final Watches watches;
  private final EventLog events;
  private final Wakeups wakeups;

  Calls(Watches watches, EventLog events, Wakeups wakeups) {
    this.watches = watches;
    this.events = events;
    this.wakeups = wakeups;
  }

  /** Tells those whom a transaction concerns. */
  void after(Database.Done<?> done) {
    if (done.changed() || done.happened() || !done.finished().isEmpty()) {
      wakeups.happened();
    }
    if (!done.finished().isEmpty()) {
      watches.finished(done.finished()).forEach(this::make);
    }
    if (done.happened()) {
      events.listeners().forEach(this::make);
    }
  }

  /** When the first of those who wait for a job to be finished has waited long enough. */
  long nextDeadline() {
    return watches.nextDeadline();
  }

  /** Answers those who have waited long enough for a job to be finished. */
  void expire(long now) {
    watches.expired(now).forEach(this::make);
  }

  /**
   * Makes a call to the outside. If it fails, that is not the affair of whoever is here by chance.
   */
  void make(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
