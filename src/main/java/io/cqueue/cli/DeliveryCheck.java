package io.cqueue.cli;

/**
 * Checks that each job is delivered exactly once: none is handed out twice, and none that this load
 * enqueued goes missing. Used by one thread.
 */
final class DeliveryCheck {

  private final IdSet enqueued = new IdSet();
  private final IdSet delivered = new IdSet();
  private long duplicates;

  void enqueued(Ids ids) {
    for (int i = 0; i < ids.size(); i++) {
      enqueued.add(ids.get(i));
    }
  }

  void delivered(Ids ids) {
    for (int i = 0; i < ids.size(); i++) {
      if (!delivered.add(ids.get(i))) {
        duplicates++;
      }
    }
  }

  /** Deliveries of a job that had been delivered before. There must be none. */
  long duplicates() {
    return duplicates;
  }

  /** Jobs enqueued and not delivered: for each of them, a {@link #foreign} one should have been. */
  long undelivered() {
    return enqueued.countMissingIn(delivered);
  }

  /** Jobs delivered that this load did not enqueue: they were there before it, or another's. */
  long foreign() {
    return delivered.countMissingIn(enqueued);
  }
}
