package io.cqueue.boot;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/** Does something each second for as long as a server runs, on a thread of its own. */
final class EachSecond extends AbstractLifeCycle {

  private final Scheduler scheduler;
  private final Runnable task;

  /**
   * Does nothing until it is started.
   *
   * @param name that of the thread
   * @param task what is to be done
   */
  EachSecond(String name, Runnable task) {
    this.scheduler = new ScheduledExecutorScheduler(name, true);
    this.task = task;
  }

  @Override
  protected void doStart() throws Exception {
    scheduler.start();
    next();
  }

  private void next() {
    scheduler.schedule(
        () -> {
          try {
            task.run();
          } finally {
            next();
          }
        },
        1,
        TimeUnit.SECONDS);
  }

  @Override
  protected void doStop() throws Exception {
    scheduler.stop();
  }
}
