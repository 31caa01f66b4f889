package io.cqueue.postgres;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.NewJob;
import io.cqueue.core.Settlement;
import io.cqueue.core.Settlement.Claim;
import io.cqueue.cron.CronCalendar;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many jobs a second the queue in PostgreSQL does, beside the bare statements of the same kind
 * in the same run. Not a test: {@code mvn test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.cqueue.postgres.PostgresBench}.
 */
final class PostgresBench {

  private static final int SECONDS = Integer.getInteger("bench.seconds", 5);
  private static final int BATCH = 100;

  private PostgresBench() {}

  public static void main(String[] args) throws Exception {
    for (int callers : new int[] {1, 8, 64}) {
      raw(callers);
      queue(callers, 1);
    }
    if (!Boolean.getBoolean("bench.short")) {
      queue(64, 2);
      queue(64, 3);
    }
    System.exit(0);
  }

  private interface Step {
    /** Does something, and says to how many jobs. */
    int run() throws Exception;
  }

  private static double rate(int callers, Callable<Step> steps) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    AtomicLong count = new AtomicLong();
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Step step = steps.call();
      running.add(
          threads.submit(
              () -> {
                while (System.nanoTime() < end) {
                  int done = step.run();
                  if (done == 0) {
                    break;
                  }
                  count.addAndGet(done);
                }
                return null;
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
    threads.shutdown();
    double seconds = SECONDS + (System.nanoTime() - end) / 1e9;
    return count.get() / seconds;
  }

  private static void report(String what, int callers, int nodes, double rate) {
    System.out.printf("%-28s callers %2d nodes %d  %,9.0f jobs/s%n", what, callers, nodes, rate);
  }

  private static void queue(int callers, int nodes) throws Exception {
    String schema = TestDatabase.newSchema();
    List<JobQueue> queues = new ArrayList<>();
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      Pool pool = TestDatabase.pool(schema);
      pools.add(pool);
      queues.add(PostgresJobQueue.open(pool, new CronCalendar(), 100_000, new JobCounters(0)));
    }
    AtomicLong next = new AtomicLong();
    List<NewJob> batch = Collections.nCopies(BATCH, NewJob.ofType("a"));
    Dequeue many = new Dequeue(List.of("default"), Set.of(), BATCH, null, null, null);
    List<Job> taken = Collections.synchronizedList(new ArrayList<>());
    report(
        "queue enqueue 1",
        callers,
        nodes,
        rate(
            callers,
            () -> {
              JobQueue queue = queues.get((int) (next.getAndIncrement() % nodes));
              return () -> {
                queue.enqueue(NewJob.ofType("a"));
                return 1;
              };
            }));
    report(
        "queue enqueue 100",
        callers,
        nodes,
        rate(
            callers,
            () -> {
              JobQueue queue = queues.get((int) (next.getAndIncrement() % nodes));
              return () -> queue.enqueue(batch, null).size();
            }));
    report(
        "queue dequeue 1",
        callers,
        nodes,
        rate(
            callers,
            () -> {
              JobQueue queue = queues.get((int) (next.getAndIncrement() % nodes));
              return () -> {
                List<Job> jobs = queue.dequeue(Dequeue.DEFAULT);
                taken.addAll(jobs);
                return jobs.size();
              };
            }));
    AtomicLong place = new AtomicLong();
    int singles = taken.size();
    report(
        "queue conclude 1",
        callers,
        nodes,
        rate(
            callers,
            () -> {
              JobQueue queue = queues.get((int) (next.getAndIncrement() % nodes));
              return () -> {
                int at = (int) place.getAndIncrement();
                if (at >= singles) {
                  return 0;
                }
                queue.settle(new Settlement.Conclude(taken.get(at).id(), new Claim(1, null), null));
                return 1;
              };
            }));
    report(
        "queue dequeue+conclude 100",
        callers,
        nodes,
        rate(
            callers,
            () -> {
              JobQueue queue = queues.get((int) (next.getAndIncrement() % nodes));
              return () -> {
                List<Job> jobs = queue.dequeue(many);
                List<Settlement> done = new ArrayList<>();
                jobs.forEach(
                    job -> done.add(new Settlement.Conclude(job.id(), new Claim(1, null), null)));
                queue.settle(done);
                return jobs.size();
              };
            }));
    queues.forEach(JobQueue::close);
    pools.forEach(Pool::close);
    TestDatabase.drop(schema);
  }

  /** One transaction for each, with the statements that cannot be done without. */
  private static void raw(int callers) throws Exception {
    String schema = TestDatabase.newSchema();
    Pool pool = TestDatabase.pool(schema);
    PostgresJobQueue.open(pool, new CronCalendar(), 100_000, new JobCounters(0)).close();
    String insert =
        "insert into job (id, queue, type, priority, tags, after, enqueued_at, status, ready, holds,"
            + " missing, awaited, attempt, spent) values (nextval('job_id'), 'default', 'a', 5, '{}',"
            + " '{}', 0, 0, true, false, 0, false, 0, 0) returning id";
    String count = "insert into tally values ('default', 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1)";
    String take =
        "with taken as materialized (select id from job where queue = 'default' and ready order by"
            + " priority desc, id limit 1 for update skip locked) update job set status = 1, ready ="
            + " false, attempt = attempt + 1, due_at = 1 from taken where job.id = taken.id"
            + " returning job.*";
    report("raw enqueue 1", callers, 0, rate(callers, () -> () -> both(pool, insert, count)));
    report("raw dequeue 1", callers, 0, rate(callers, () -> () -> both(pool, take, count)));
    pool.close();
    TestDatabase.drop(schema);
  }

  private static int both(Pool pool, String first, String second) throws SQLException {
    try (Connection connection = pool.source().getConnection()) {
      boolean found;
      try (PreparedStatement statement = connection.prepareStatement(first);
          ResultSet results = statement.executeQuery()) {
        found = results.next();
      }
      try (PreparedStatement statement = connection.prepareStatement(second)) {
        statement.execute();
      }
      connection.commit();
      return found ? 1 : 0;
    }
  }
}
