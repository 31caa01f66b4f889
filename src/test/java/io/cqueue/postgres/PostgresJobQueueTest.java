package io.cqueue.postgres;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobQueueContract;
import io.cqueue.cron.CronCalendar;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract, in PostgreSQL. */
final class PostgresJobQueueTest extends JobQueueContract {

  private final List<Runnable> cleanUp = new ArrayList<>();

  @Override
  protected JobQueue open(InstantSource clock, int maxFinished, JobCounters counters) {
    String schema = TestDatabase.newSchema();
    Pool pool = TestDatabase.pool(schema);
    cleanUp.add(
        () -> {
          pool.close();
          TestDatabase.drop(schema);
        });
    return PostgresJobQueue.open(pool, clock, new CronCalendar(), maxFinished, counters);
  }

  @AfterEach
  void cleanUp() {
    cleanUp.forEach(Runnable::run);
  }
}
