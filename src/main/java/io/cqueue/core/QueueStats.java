package io.cqueue.core;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A queue at one moment. Immutable.
 *
 * @param name the queue's name
 * @param settings how it treats its jobs
 * @param counts how many jobs there are of each status
 * @param oldestAge since the oldest job that can be had now was enqueued; null if there is none
 * @param rates what happened in the last seconds
 */
public record QueueStats(
    String name,
    QueueSettings settings,
    Map<JobStatus, Long> counts,
    @Nullable Duration oldestAge,
    Rates rates) {

  /** A queue that nobody has named yet. */
  static QueueStats ofUnnamed(String name) {
    return new QueueStats(name, QueueSettings.DEFAULT, Map.of(), null, new Rates(0, 0, 0));
  }

  /**
   * Jobs a second, over the last ten seconds or so. Immutable.
   *
   * @param enqueued added
   * @param dequeued handed out
   * @param concluded concluded
   */
  public record Rates(double enqueued, double dequeued, double concluded) {}
}
