package io.cqueue.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * What happened to the jobs of a queue at this server since it started. Nothing here ever counts
 * down. Thread-safe; to count takes no memory and no lock.
 */
public final class QueueCounters {

  /** What is counted. */
  public enum Event {
    /** A job was added. */
    ENQUEUED,
    /** A job was handed out. */
    DEQUEUED,
    /** A job was concluded. */
    CONCLUDED,
    /** A job failed for good. */
    FAILED,
    /** A lease ran out. */
    LEASE_EXPIRED
  }

  /** In milliseconds: finer where most jobs are. */
  private static final long[] TIMES = {
    5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 900_000,
    3_600_000
  };

  private final String name;
  private final Map<Event, LongAdder> totals = new EnumMap<>(Event.class);
  private final Histogram wait = new Histogram(TIMES);
  private final Histogram run = new Histogram(TIMES);

  QueueCounters(String name) {
    this.name = name;
    for (Event event : Event.values()) {
      totals.put(event, new LongAdder());
    }
  }

  /** The queue, or {@link JobCounters#OTHER}. */
  public String name() {
    return name;
  }

  /** A job was added. */
  public void enqueued() {
    count(Event.ENQUEUED);
  }

  /**
   * A job was handed out.
   *
   * @param attempt how often by now
   * @param dueAt when it could be had at the earliest, in milliseconds since 1970
   * @param now the time
   */
  public void dequeued(int attempt, long dueAt, long now) {
    count(Event.DEQUEUED);
    if (attempt == 1) {
      wait.record(Math.max(0, now - dueAt));
    }
  }

  /**
   * A consumer has a job no longer.
   *
   * @param outcome how that came about
   * @param dequeuedAt when it got the job, in milliseconds since 1970
   * @param now the time
   */
  public void ended(Attempt.Outcome outcome, long dequeuedAt, long now) {
    switch (outcome) {
      case CONCLUDED -> {
        count(Event.CONCLUDED);
        run.record(Math.max(0, now - dequeuedAt));
      }
      case FAILED -> run.record(Math.max(0, now - dequeuedAt));
      case LEASE_EXPIRED -> count(Event.LEASE_EXPIRED);
      case RELEASED, CANCELLED -> {}
    }
  }

  /** A job failed for good. */
  public void failed() {
    count(Event.FAILED);
  }

  private void count(Event event) {
    of(event).increment();
  }

  /** How often it happened. */
  public long total(Event event) {
    return of(event).sum();
  }

  private LongAdder of(Event event) {
    return Objects.requireNonNull(totals.get(event));
  }

  /**
   * From when a job was added, or was due if that is later, until its first consumer got it; in
   * milliseconds.
   */
  public Histogram waitMillis() {
    return wait;
  }

  /** From when a consumer got a job until it concluded it or failed, in milliseconds. */
  public Histogram runMillis() {
    return run;
  }
}
