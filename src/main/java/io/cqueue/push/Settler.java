package io.cqueue.push;

import io.cqueue.core.JobQueue;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store what became of jobs; while that is away, again and again for as long as they are
 * ours. That a job is not ours any more (it was cancelled, say) is nothing to be told. Thread-safe.
 */
final class Settler {

  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final JobQueue queue;
  private final Threads threads;

  Settler(JobQueue queue, Threads threads) {
    this.queue = queue;
    this.threads = threads;
  }

  /** Tells it, and then does what is to be done when it knows, or never will. */
  void settle(Settlement how, Runnable then) {
    int tries = (int) (Terms.MARGIN.toSeconds() / PAUSE.toSeconds()) - 1;
    threads.store().execute(() -> settle(how, then, tries));
  }

  private void settle(Settlement how, Runnable then, int tries) {
    boolean over = true;
    try {
      queue.settle(List.of(how));
    } catch (RefusedException e) {
      over = tries == 0 || !again(how, then, tries - 1);
      if (over) {
        LOG.warn("Job {} was posted, but the store does not hear of it: {}", how.id(), e.refusal());
      }
    } catch (RuntimeException e) {
      LOG.error("Job {} was posted, and that cannot be settled", how.id(), e);
    }
    if (over) {
      then.run();
    }
  }

  private boolean again(Settlement how, Runnable then, int tries) {
    try {
      Future<?> unused =
          threads.after(PAUSE, () -> threads.store().execute(() -> settle(how, then, tries)));
      return true;
    } catch (RejectedExecutionException e) {
      return false; // The server stops.
    }
  }
}
