package io.cqueue.core;

import java.util.Map;

/**
 * What there is to be posted. Immutable.
 *
 * @param byQueue the queues whose jobs are posted, and how; not those that are paused
 * @param webhooks whether the queue {@link Push#WEBHOOKS} has a job that can be had now
 */
public record Pushes(Map<String, Push> byQueue, boolean webhooks) {

  /** Nothing. */
  public static final Pushes NONE = new Pushes(Map.of(), false);

  /** Copies the map. */
  public Pushes {
    byQueue = Map.copyOf(byQueue);
  }
}
