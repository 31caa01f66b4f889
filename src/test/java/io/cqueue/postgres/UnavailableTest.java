package io.cqueue.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Replies;
import io.cqueue.cron.CronCalendar;
import io.cqueue.jdbc.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers see when the database goes away, or does not do what it is asked. */
@Timeout(300)
final class UnavailableTest {

  private static final int CONNECTIONS = 2;

  private final String schema = TestDatabase.newSchema();
  private final List<Pool> pools = new ArrayList<>();
  private final Pool pool = opened(TestDatabase.pool(schema, CONNECTIONS, Duration.ofMillis(250)));
  private final JobQueue queue = queue(pool);

  private Pool opened(Pool one) {
    pools.add(one);
    return one;
  }

  private static JobQueue queue(Pool pool) {
    return PostgresJobQueue.open(pool, new CronCalendar(), 100, new JobCounters(0));
  }

  @AfterEach
  void cleanUp() {
    pools.forEach(Pool::close);
    TestDatabase.drop(schema);
  }

  private static void assertUnavailable(JobQueue queue) {
    assertUnavailable(
        assertThrows(RefusedException.class, () -> queue.enqueue(NewJob.ofType("a"))));
  }

  private static void assertUnavailable(RefusedException e) {
    assertEquals(Refusal.Reason.STORE_UNAVAILABLE, e.refusal().reason());
  }

  @Test
  void aCallWhoseConnectionWasCutBeforeItsCommitIsRunAgain() {
    queue.enqueue(NewJob.ofType("a"));
    assertTrue(TestDatabase.cutConnections(schema) > 0);

    assertEquals(2, queue.enqueue(NewJob.ofType("a")).id());
    assertEquals(2, queue.stats().counts().values().stream().mapToLong(n -> n).sum());
  }

  @Test
  void withoutConnectionsTheStoreIsUnavailable() {
    pool.close();

    assertUnavailable(queue);
  }

  @Test
  void whatIsWrongWithAStatementIsABugAndNoRefusal() {
    TestDatabase.execute("alter table " + schema + ".job rename to gone");

    assertThrows(StoreException.class, () -> queue.enqueue(NewJob.ofType("a")));
  }

  @Test
  void connectionsToWhatBecameAStandbyAreThrownAwayAndTheCallIsRunAgain() throws SQLException {
    try (Connection one = pool.source().getConnection();
        Connection two = pool.source().getConnection()) {
      for (Connection each : List.of(one, two)) {
        try (Statement statement = each.createStatement()) {
          statement.execute("set session characteristics as transaction read only");
        }
        each.commit();
      }
    }

    assertTrue(queue.enqueue(NewJob.ofType("a")).added());
  }

  @Test
  void whoFindsNoFreeConnectionInTimeIsRefused() throws SQLException {
    try (Connection one = pool.source().getConnection();
        Connection two = pool.source().getConnection()) {
      assertTrue(one.isValid(1) && two.isValid(1));
      assertUnavailable(queue);
    }

    assertTrue(queue.enqueue(NewJob.ofType("a")).added());
  }

  @Test
  void aStatementThatTakesTooLongIsGivenUp() throws SQLException {
    try (Connection other = TestDatabase.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table " + schema + ".job");
      assertUnavailable(queue);
    }

    assertTrue(queue.enqueue(NewJob.ofType("a")).added());
    assertEquals(1, queue.stats().count(JobStatus.QUEUED));
  }

  @Test
  void oneOfTwoThatWaitForEachOtherIsRunAgain() {
    Database database =
        new Database(
            opened(TestDatabase.pool(schema)).source(),
            Database.Now.OF_DATABASE,
            new JobCounters(0));
    long a = queue.enqueue(NewJob.ofType("a")).id();
    long b = queue.enqueue(NewJob.ofType("a")).id();
    CyclicBarrier bothHaveOne = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<?> one =
        CompletableFuture.runAsync(() -> lock(database, a, b, bothHaveOne, runs));
    lock(database, b, a, bothHaveOne, runs);
    one.join();

    // It may meet the other once more, before that one has gone on.
    assertTrue(runs.get() > 2);
  }

  private static void lock(
      Database database, long first, long second, CyclicBarrier barrier, AtomicInteger runs) {
    AtomicInteger mine = new AtomicInteger();
    database.run(
        tx -> {
          runs.incrementAndGet();
          tx.query("lock_jobs").ids("ids", Set.of(first)).run();
          if (mine.incrementAndGet() == 1) {
            await(barrier);
          }
          tx.query("lock_jobs").ids("ids", Set.of(second)).run();
          return tx;
        });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatCannotBeSerializedIsRunAgain() {
    Pool strict =
        opened(TestDatabase.pool(schema, "-c default_transaction_isolation=serializable"));
    Database database = new Database(strict.source(), Database.Now.OF_DATABASE, new JobCounters(0));
    AtomicInteger runs = new AtomicInteger();
    database.run(
        tx -> {
          if (runs.incrementAndGet() == 1) {
            queue.drain(false);
          }
          tx.query("drain").set("draining", true).run();
          return tx;
        });

    assertEquals(2, runs.get());
    assertTrue(queue.stats().draining());
  }

  @Test
  void whoWaitsIsRefusedWhileTheDatabaseIsAway() {
    long id = queue.enqueue(NewJob.ofType("a")).id();
    queue.dequeue(Dequeue.DEFAULT);
    CompletableFuture<List<Job>> jobs = new CompletableFuture<>();
    CompletableFuture<Optional<JobHistory>> job = new CompletableFuture<>();
    queue.dequeue(Dequeue.DEFAULT, Duration.ofMinutes(1), Replies.into(jobs));
    queue.await(id, Duration.ofMinutes(1), Replies.into(job));
    pool.close();

    assertUnavailable(assertThrows(RefusedException.class, queue::tick));
    for (CompletableFuture<?> each : List.of(jobs, job)) {
      Throwable why = assertThrows(CompletionException.class, () -> each.getNow(null)).getCause();
      assertUnavailable(assertInstanceOf(RefusedException.class, why));
    }
  }

  @Test
  void aCommitThatGaveUpWaitingForItsStandbyIsNoAnswer() throws SQLException {
    JobQueue safe = queue(opened(TestDatabase.pool(schema, "-c synchronous_commit=on")));
    try (Connection other = TestDatabase.connect();
        Statement statement = other.createStatement()) {
      statement.execute("alter system set synchronous_standby_names = 'nobody'");
      statement.execute("select pg_reload_conf()");
      CompletableFuture<Void> enqueues =
          CompletableFuture.runAsync(
              () -> {
                while (true) {
                  safe.enqueue(NewJob.ofType("a"));
                }
              });
      // The first few may be through before the server has read its configuration.
      while (!cancelledItsWait(statement)) {
        Thread.onSpinWait();
      }
      Throwable why = assertThrows(CompletionException.class, enqueues::join).getCause();
      assertUnavailable(assertInstanceOf(RefusedException.class, why));
    } finally {
      TestDatabase.execute("alter system reset synchronous_standby_names");
      TestDatabase.execute("select pg_reload_conf()");
    }
  }

  private static boolean cancelledItsWait(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'")) {
      return found.next();
    }
  }
}
