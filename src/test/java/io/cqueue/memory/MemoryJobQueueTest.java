package io.cqueue.memory;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobQueueContract;
import io.cqueue.cron.CronCalendar;
import java.time.InstantSource;

/** The contract, in memory. */
final class MemoryJobQueueTest extends JobQueueContract {

  @Override
  protected JobQueue open(InstantSource clock, int maxFinished, JobCounters counters) {
    return new MemoryJobQueue(
        clock, new CronCalendar(), new MemoryLimits(1L << 30, maxFinished), counters, null);
  }
}
