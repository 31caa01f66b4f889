package io.cqueue.core;

import java.util.List;

/**
 * The events of a queue as one caller may see them. Those of other queues are there, so that
 * nothing seems to be lost, but are {@link JobEvent#isHidden hidden}. Thread-safe.
 */
record GuardedEvents(JobQueue.Events all, Caller caller) implements JobQueue.Events {

  @Override
  public long latest() {
    return all.latest();
  }

  @Override
  public List<JobEvent> after(long after, int max) {
    return all.after(after, max).stream()
        .map(event -> caller.sees(event.queue()) ? event : JobEvent.hidden(event.sequence()))
        .toList();
  }

  @Override
  public void close() {
    all.close();
  }
}
