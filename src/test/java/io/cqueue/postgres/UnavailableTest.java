package io.cqueue.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.cron.CronCalendar;
import io.cqueue.jdbc.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers see when the database goes away. */
final class UnavailableTest {

  private final String schema = TestDatabase.newSchema();
  private final Pool pool = TestDatabase.pool(schema);
  private final JobQueue queue =
      PostgresJobQueue.open(pool, new CronCalendar(), 100, new JobCounters(0));

  @AfterEach
  void cleanUp() {
    pool.close();
    TestDatabase.drop(schema);
  }

  @Test
  void aCallWhoseConnectionWasCutBeforeItsCommitIsRunAgain() {
    queue.enqueue(NewJob.ofType("a"));
    TestDatabase.cutConnections(schema);

    assertEquals(2, queue.enqueue(NewJob.ofType("a")).id());
    assertEquals(2, queue.stats().counts().values().stream().mapToLong(n -> n).sum());
  }

  @Test
  void withoutConnectionsTheStoreIsUnavailable() {
    pool.close();

    Refusal refusal =
        assertThrows(RefusedException.class, () -> queue.enqueue(NewJob.ofType("a"))).refusal();
    assertEquals(Refusal.Reason.STORE_UNAVAILABLE, refusal.reason());
  }

  @Test
  void whatIsWrongWithAStatementIsABugAndNoRefusal() {
    TestDatabase.execute("alter table " + schema + ".job rename to gone");

    assertThrows(StoreException.class, () -> queue.enqueue(NewJob.ofType("a")));
  }
}
