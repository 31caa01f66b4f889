package io.cqueue.postgres;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.cron.CronCalendar;
import io.cqueue.model.JobQueueModel;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;

/** The model, against the queue in PostgreSQL. */
final class PostgresJobQueueModelTest extends JobQueueModel {

  private static final int STEPS = Integer.getInteger("model.steps.postgres", 2_400);

  private static final String SCHEMA = TestDatabase.newSchema();
  private static final Pool POOL = TestDatabase.pool(SCHEMA);

  @AfterAll
  static void cleanUp() {
    POOL.close();
    TestDatabase.drop(SCHEMA);
  }

  @Override
  protected int steps() {
    return STEPS;
  }

  @Override
  protected JobQueue open(InstantSource clock, int maxFinished) {
    PostgresJobQueue.open(POOL, clock, new CronCalendar(), maxFinished, new JobCounters(0)).close();
    TestDatabase.empty(SCHEMA);
    return PostgresJobQueue.open(POOL, clock, new CronCalendar(), maxFinished, new JobCounters(0));
  }
}
