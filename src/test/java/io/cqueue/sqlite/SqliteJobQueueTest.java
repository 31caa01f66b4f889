package io.cqueue.sqlite;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobQueueContract;
import io.cqueue.cron.CronCalendar;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with every answer in the file. */
final class SqliteJobQueueTest extends JobQueueContract {

  /** No power is cut here, so it would only be slower. */
  private static final Duration UNFLUSHED = Duration.ofMinutes(1);

  @TempDir Path directory;
  private int opened;

  @Override
  protected JobQueue open(InstantSource clock, int maxFinished, JobCounters counters) {
    // Some tests open several.
    Path data = directory.resolve("data" + ++opened);
    return openPrompt(data, clock, maxFinished, counters);
  }

  static JobQueue openPrompt(
      Path data, InstantSource clock, int maxFinished, JobCounters counters) {
    SqliteLog log = SqliteLog.open(data, clock, UNFLUSHED);
    return Prompt.of(open(log, clock, maxFinished, counters), log);
  }

  static JobQueue open(SqliteLog log, InstantSource clock, int maxFinished, JobCounters counters) {
    MemoryLimits limits = new MemoryLimits(1L << 30, maxFinished);
    JobQueue queue = new MemoryJobQueue(clock, new CronCalendar(), limits, counters, log);
    queue.tick();
    return queue;
  }
}
