package io.cqueue.memory;

import io.cqueue.core.JobQueue;
import io.cqueue.cron.CronCalendar;
import io.cqueue.model.JobQueueModel;
import java.time.InstantSource;

/** The model, against the queue in memory. */
final class MemoryJobQueueModelTest extends JobQueueModel {

  @Override
  protected JobQueue open(InstantSource clock, int maxFinished) {
    return new MemoryJobQueue(clock, new CronCalendar(), new MemoryLimits(1L << 30, maxFinished));
  }
}
