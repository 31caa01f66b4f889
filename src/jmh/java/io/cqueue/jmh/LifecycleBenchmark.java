package io.cqueue.jmh;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.NewJob;
import io.cqueue.core.Settlement;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One job through its life: enqueue, dequeue, conclude, with few and with many others queued. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(3)
public class LifecycleBenchmark {

  private static final NewJob JOB = NewJob.ofType("TIME_CRITICAL");

  /** How many others wait. */
  @Param({"100", "10000000"})
  public int queued;

  private JobQueue queue;

  /** Fills the queue. */
  @Setup
  public void fill() {
    queue =
        new MemoryJobQueue(
            InstantSource.system(),
            (cron, zone, after) -> null,
            new MemoryLimits(Long.MAX_VALUE, 100_000));
    for (int i = 0; i < queued; i++) {
      queue.enqueue(JOB);
    }
  }

  /** One thread. */
  @Benchmark
  @Threads(1)
  public Job oneThread() {
    return lifecycle();
  }

  /** Four threads at once. */
  @Benchmark
  @Threads(4)
  public Job fourThreads() {
    return lifecycle();
  }

  private Job lifecycle() {
    queue.enqueue(JOB);
    Job job = queue.dequeue(Dequeue.DEFAULT).get(0);
    return queue.settle(new Settlement.Conclude(job.id(), Settlement.Claim.NONE, null));
  }
}
