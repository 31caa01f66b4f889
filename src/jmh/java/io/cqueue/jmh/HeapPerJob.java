package io.cqueue.jmh;

import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.time.InstantSource;

/** How much heap a job without payload takes while it waits: 10 million of them, in 2 GiB. */
public final class HeapPerJob {

  private static final int JOBS = 10_000_000;

  private HeapPerJob() {}

  /** Measures and prints it. */
  public static void main(String[] args) {
    long before = usedHeap();
    MemoryJobQueue queue =
        new MemoryJobQueue(
            InstantSource.system(),
            (cron, zone, after) -> null,
            new MemoryLimits(Long.MAX_VALUE, 100_000));
    NewJob job = NewJob.ofType("TIME_CRITICAL");
    for (int i = 0; i < JOBS; i++) {
      queue.enqueue(job);
    }
    double perJob = (double) (usedHeap() - before) / JOBS;
    long waiting = queue.stats().count(JobStatus.QUEUED);
    System.out.printf(
        "%,d jobs queued, %.1f bytes of heap each, -Xmx %,d MiB%n",
        waiting, perJob, Runtime.getRuntime().maxMemory() >> 20);
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
