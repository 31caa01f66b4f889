package io.cqueue.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a queue as one caller may see them, for as long as it may. Those of other queues
 * are there, so that nothing seems to be lost, but are {@link JobEvent#isHidden hidden}.
 * Thread-safe.
 */
final class GuardedEvents implements JobQueue.Events {

  private final JobQueue.Events all;
  private final Caller caller;
  private volatile @Nullable RefusedException refusal;
  private volatile boolean closed;

  /**
   * Those of a queue.
   *
   * @param all every event
   * @param caller who listens
   * @param standing says when that one may listen no more
   * @param wake called then
   */
  GuardedEvents(JobQueue.Events all, Caller caller, Standing standing, Runnable wake) {
    this.all = all;
    this.caller = caller;
    standing.watch(
        () -> closed,
        why -> {
          refusal = why;
          wake.run();
        });
  }

  private void requireStanding() {
    RefusedException why = refusal;
    if (why != null) {
      throw why;
    }
  }

  @Override
  public long latest() {
    requireStanding();
    return all.latest();
  }

  @Override
  public List<JobEvent> after(long after, int max) {
    requireStanding();
    List<JobEvent> found = all.after(after, max);
    return caller.seesAll() ? found : found.stream().map(this::seen).toList();
  }

  private JobEvent seen(JobEvent event) {
    return caller.sees(event.queue()) ? event : JobEvent.hidden(event.sequence());
  }

  @Override
  public void close() {
    closed = true;
    all.close();
  }
}
