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
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs a second the queue in PostgreSQL does, one job a call, beside the bare statements
 * of the same kind, in turn, round by round. Not a test: see docs/benchmarks.md. Set it up by
 * {@code -Dbench.callers}, {@code seconds}, {@code rounds}.
 */
final class PostgresBench {

  private static final String[] CALLERS = System.getProperty("bench.callers", "8,64").split(",");
  private static final int SECONDS = Integer.getInteger("bench.seconds", 2);
  private static final String COUNT =
      "insert into tally values ('default', 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1)";
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

  private PostgresBench() {}

  /** Prints a line for each step and number of callers. */
  public static void main(String[] args) throws Exception {
    System.setProperty("test.fsync", "on");
    for (String callers : CALLERS) {
      compare(Integer.parseInt(callers));
    }
    System.exit(0);
  }

  /** What a caller does over and over; false if there is nothing left to do it with. */
  private interface Step {
    boolean run() throws Exception;
  }

  /** The steps of the life of a job, for either side. */
  private record Life(Step enqueue, Step dequeue, Step conclude) {

    private List<Step> steps() {
      return List.of(enqueue, dequeue, conclude);
    }
  }

  private static void compare(int callers) throws Exception {
    String ours = TestDatabase.newSchema();
    String bare = TestDatabase.newSchema();
    try (Pool pool = TestDatabase.pool(ours);
        Pool plain = TestDatabase.pool(bare);
        JobQueue queue =
            PostgresJobQueue.open(pool, new CronCalendar(), 100_000, new JobCounters(0))) {
      PostgresJobQueue.open(plain, new CronCalendar(), 100_000, new JobCounters(0)).close();
      List<Life> sides = List.of(raw(plain), life(queue));
      double[][][] rates = new double[sides.size()][3][ROUNDS];
      for (int round = -1; round < ROUNDS; round++) {
        for (int step = 0; step < 3; step++) {
          for (int side = 0; side < sides.size(); side++) {
            double rate = rate(callers, sides.get(side).steps().get(step));
            if (round >= 0) {
              rates[side][step][round] = rate;
            }
          }
        }
      }
      report(callers, rates);
    }
    TestDatabase.drop(ours);
    TestDatabase.drop(bare);
  }

  /** One transaction for each, with the statements that cannot be done without. */
  private static Life raw(Pool pool) {
    String insert =
        "insert into job (id, queue, type, priority, tags, after, enqueued_at, status, ready, holds,"
            + " missing, awaited, attempt, spent) values (nextval('job_id'), 'default', 'a', 5, '{}',"
            + " '{}', 0, 0, true, false, 0, false, 0, 0) returning id";
    String take =
        "with taken as materialized (select id from job where queue = 'default' and ready order by"
            + " priority desc, id limit 1 for update skip locked) update job set status = 1, ready ="
            + " false, attempt = attempt + 1, due_at = "
            + Long.MAX_VALUE
            + " from taken where job.id = taken.id returning job.*";
    String end =
        "update job set status = 2, due_at = null, done = nextval('job_done') where id = ? and"
            + " attempt = 1 returning job.*";
    Queue<Long> taken = new ConcurrentLinkedQueue<>();
    return new Life(
        () -> both(pool, insert, null) > 0,
        () -> {
          long id = both(pool, take, null);
          return id > 0 && taken.add(id);
        },
        () -> {
          Long id = taken.poll();
          return id != null && both(pool, end, id) > 0;
        });
  }

  /** The ID of the job that the statement is about; 0 if there is none. */
  private static long both(Pool pool, String statement, @Nullable Long id) throws SQLException {
    try (Connection connection = pool.source().getConnection();
        PreparedStatement first = connection.prepareStatement(statement);
        PreparedStatement second = connection.prepareStatement(COUNT)) {
      if (id != null) {
        first.setLong(1, id);
      }
      long found = 0;
      try (ResultSet results = first.executeQuery()) {
        if (results.next()) {
          found = results.getLong("id");
        }
      }
      second.execute();
      connection.commit();
      return found;
    }
  }

  private static Life life(JobQueue queue) {
    Queue<Job> taken = new ConcurrentLinkedQueue<>();
    return new Life(
        () -> queue.enqueue(NewJob.ofType("a")).added(),
        () -> taken.addAll(queue.dequeue(Dequeue.DEFAULT)),
        () -> {
          Job job = taken.poll();
          if (job == null) {
            return false;
          }
          queue.settle(new Settlement.Conclude(job.id(), new Claim(1, null), null));
          return true;
        });
  }

  /** How many steps a second so many callers do. */
  private static double rate(int callers, Step step) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    AtomicLong count = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + SECONDS * 1_000_000_000L;
    List<Future<?>> running =
        IntStream.range(0, callers)
            .<Future<?>>mapToObj(
                any ->
                    threads.submit(
                        () -> {
                          while (System.nanoTime() < end && step.run()) {
                            count.incrementAndGet();
                          }
                          return null;
                        }))
            .toList();
    for (Future<?> each : running) {
      each.get();
    }
    threads.shutdown();
    return count.get() * 1e9 / (System.nanoTime() - begun);
  }

  private static void report(int callers, double[][][] rates) {
    String[] steps = {"enqueue", "dequeue", "conclude"};
    for (int step = 0; step < steps.length; step++) {
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = rates[1][step][round] / rates[0][step][round];
      }
      System.out.printf(
          "%-8s %2d callers: raw %,7.0f jobs/s, queue %,7.0f jobs/s, ratio %.2f%n",
          steps[step], callers, median(rates[0][step]), median(rates[1][step]), median(ratios));
    }
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
