package io.cqueue.sqlite;

import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Enqueued;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Job;
import io.cqueue.core.JobBuilder;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobFilter;
import io.cqueue.core.JobHistory;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.ManualClock;
import io.cqueue.core.NewJob;
import io.cqueue.core.OpenException;
import io.cqueue.core.Readiness;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Replies;
import io.cqueue.core.Reply;
import io.cqueue.core.Settlement;
import io.cqueue.cron.CronCalendar;
import io.cqueue.jdbc.Sql;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about a queue on a disk. That it is as it was after a start, the model shows. */
final class SqliteLogTest {

  private static final Dequeue ANY = new Dequeue(List.of("default"), Set.of(), 1, null, "me", null);

  private static final Dequeue FROM_OTHER =
      new Dequeue(List.of("other"), Set.of(), 1, null, null, null);

  private final ManualClock clock = new ManualClock();
  @TempDir private Path data;

  private JobQueue open() {
    SqliteLog log = SqliteLog.open(data, clock, Duration.ZERO);
    return SqliteJobQueueTest.open(log, clock, 100, new JobCounters(0));
  }

  private Connection otherConnection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("cqueue.db"));
  }

  @Test
  void anIdIsNeverUsedTwiceEvenIfItsJobIsForgotten() {
    JobQueue queue = open();
    long id = queue.enqueue(job().build()).id();
    queue.cancel(id);
    queue.delete("default");
    queue.close();

    queue = open();
    assertTrue(queue.find(id).isEmpty());
    assertEquals(id + 1, queue.enqueue(job().build()).id());
    queue.close();
  }

  @Test
  void anIdIsNeverUsedTwiceEvenIfTheCounterWasInADamagedPage() throws SQLException {
    JobQueue queue = open();
    long id = queue.enqueue(job().build()).id();
    queue.close();
    try (Connection connection = otherConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("delete from counter");
    }

    queue = open();
    long next = queue.enqueue(job().build()).id();
    queue.cancel(id);
    queue.cancel(next);
    queue.delete("default");
    queue.close();
    assertEquals(id + 1, next);
    queue = open();
    assertEquals(next + 1, queue.enqueue(job().build()).id());
    queue.close();
  }

  @Test
  void whatAJobHangsTogetherWithIsThereAfterAStart() {
    JobQueue queue = open();
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    queue.enqueue(job().trace(trace, "a=1").build());
    queue.enqueue(job().onConclude(job().in("next").payload("[1,\n 2.0]")).build());
    List<JobHistory> before = List.of(queue.find(1).orElseThrow(), queue.find(2).orElseThrow());
    queue.close();

    queue = open();
    assertEquals(before, List.of(queue.find(1).orElseThrow(), queue.find(2).orElseThrow()));
    queue.dequeue(ANY);
    queue.dequeue(ANY);
    queue.settle(new Settlement.Conclude(2, Settlement.Claim.NONE, null));
    queue.close();
    queue = open();
    Job next = queue.find(3).orElseThrow().job();
    assertEquals("[1,\n 2.0]", String.valueOf(next.payload()));
    assertEquals(2, next.options().links().parent());
    queue.close();
  }

  @Test
  void whoeverComesAfterTheEndIsRefusedAndDoesNotWaitForEver() {
    JobQueue queue = open();
    queue.close();

    RefusedException refused =
        assertThrows(RefusedException.class, () -> queue.enqueue(job().build()));
    assertEquals(Refusal.Reason.STORE_UNAVAILABLE, refused.refusal().reason());
  }

  @Test
  void aLeaseGoesOnWithTheTimeThatItHas() {
    JobQueue queue = open();
    long id = queue.enqueue(job().lease(Duration.ofSeconds(10)).build()).id();
    queue.dequeue(ANY);
    queue.close();
    clock.advance(Duration.ofSeconds(9));

    queue = open();
    assertEquals(JobStatus.IN_PROGRESS, queue.find(id).orElseThrow().job().status());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(JobStatus.QUEUED, queue.find(id).orElseThrow().job().status());
    queue.close();
  }

  @Test
  void anEnqueueIsSafeToRepeatAfterAStart() {
    IdempotencyKey key = new IdempotencyKey("k", "f");
    JobQueue queue = open();
    List<Enqueued> first = queue.enqueue(List.of(job().build(), job().build()), key);
    queue.close();

    queue = open();
    assertEquals(first, queue.enqueue(List.of(job().build(), job().build()), key));
    clock.advance(Duration.ofDays(2));
    assertEquals(3, queue.enqueue(List.of(job().build()), key).get(0).id());
    queue.close();
  }

  @Test
  void eachJobOfALargeBatchIsKeptAsItWas() {
    JobQueue queue = open();
    List<NewJob> jobs = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      JobBuilder job = job().type("t" + i).priority(i % 10).payload("{\"n\":" + i + "}");
      jobs.add((i % 3 == 0 ? job.tag("k", "v" + i).group("g" + i % 7) : job).build());
    }
    queue.enqueue(jobs, null);
    JobFilter all = new JobFilter(null, Set.of(), Set.of(), Map.of(), 0, 1000);
    List<Job> before = queue.list(all).jobs();
    queue.close();

    queue = open();
    assertEquals(130, before.size());
    assertEquals(before, queue.list(all).jobs());
    queue.close();
  }

  @Test
  void untilItIsLoadedEverythingIsRefused() {
    open().close();
    SqliteLog log = SqliteLog.open(data, clock, Duration.ZERO);
    MemoryLimits limits = new MemoryLimits(1 << 20, 100);
    try (JobQueue queue =
        new MemoryJobQueue(clock, new CronCalendar(), limits, new JobCounters(0), log)) {
      assertEquals(Readiness.STARTING, queue.readiness());
      assertUnavailable(assertThrows(RefusedException.class, queue::stats));
      queue.tick();
      assertEquals(Readiness.READY, queue.readiness());
      assertEquals(0, queue.stats().count(JobStatus.QUEUED));
    }
  }

  private static void assertUnavailable(RefusedException e) {
    assertEquals(Refusal.Reason.STORE_UNAVAILABLE, e.refusal().reason());
  }

  @Test
  void aSecondServerIsRefusedTheDirectory() {
    try (JobQueue queue = open()) {
      queue.enqueue(job().build());
      OpenException e = assertThrows(OpenException.class, this::open);
      assertTrue(e.toString().contains("another server is using the directory " + data));
    }
    // And what the second did has not let go of the lock of the first, nor kept it.
    open().close();
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(data.resolve("cqueue.db"), "This is not a database. ".repeat(1000));
    OpenException e = assertThrows(OpenException.class, this::open);
    assertTrue(e.toString().contains("cqueue.db is damaged"), e.toString());
    assertTrue(e.toString().contains(".dump"), e.toString());
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    try (JobQueue queue = open()) {
      List<NewJob> jobs = new ArrayList<>();
      for (int i = 0; i < 5000; i++) {
        jobs.add(job().build());
      }
      queue.enqueue(jobs, null);
    }
    Path file = data.resolve("cqueue.db");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = channel.size() / 2; at < channel.size(); at += 8192) {
        channel.write(ByteBuffer.wrap(new byte[4096]), at);
      }
    }
    OpenException e = assertThrows(OpenException.class, this::open);
    assertTrue(e.toString().contains("cqueue.db is damaged"), e.toString());
  }

  @Test
  void aFileOfTheFirstVersionIsBroughtToThisOneWithItsJobs() throws SQLException {
    try (Connection connection = otherConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(Sql.read(SqliteLog.class, "migrations/V1__init.sql"));
      statement.executeUpdate(
          "insert into job values (1, 'old', 'A', 5, 0, null, 0, 0, null, null, 0, 3, null, null,"
              + " null, '', '', null)");
      statement.executeUpdate("update counter set last_id = 1");
      statement.executeUpdate("pragma user_version = 1");
    }

    try (JobQueue queue = open()) {
      Job old = queue.find(1).orElseThrow().job();
      assertEquals("old", old.queue());
      assertEquals(job().maxAttempts(3).build().options(), old.options());
      assertEquals(2, queue.enqueue(job().build()).id());
    }
  }

  @Test
  void aFileOfANewerVersionIsRefused() throws SQLException {
    open().close();
    try (Connection connection = otherConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("pragma user_version = 1000");
    }
    OpenException e = assertThrows(OpenException.class, this::open);
    assertTrue(e.toString().contains("is of version 1000"), e.toString());
  }

  /** As if the disk were full: another process does not let go of the file. */
  @ParameterizedTest(name = "and the clock goes on by {0}")
  @ValueSource(strings = {"PT1S", "PT-1H", "P1D"})
  void whatCannotBeWrittenHasNotHappenedAndItGoesOnByItself(Duration putOn) throws SQLException {
    JobQueue queue = open();
    long kept = queue.enqueue(job().build()).id();
    List<String> heard = new ArrayList<>();
    queue.dequeue(FROM_OTHER, Duration.ofMinutes(1), into("waiter", heard));
    queue.await(kept, Duration.ofMinutes(1), into("watch", heard));
    try (Connection connection = otherConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      assertUnavailable(assertThrows(RefusedException.class, () -> queue.dequeue(ANY)));
      // What was not written must not be seen either.
      assertUnavailable(assertThrows(RefusedException.class, () -> queue.find(kept)));

      queue.tick();
      assertEquals(Readiness.UNAVAILABLE, queue.readiness());
      assertEquals(
          List.of("waiter STORE_UNAVAILABLE", "watch STORE_UNAVAILABLE"),
          heard.stream().sorted().toList());
      assertUnavailable(assertThrows(RefusedException.class, () -> queue.enqueue(job().build())));
      statement.execute("rollback");
    }
    clock.advance(putOn);
    queue.tick();

    assertEquals(Readiness.READY, queue.readiness());
    assertEquals(1, queue.stats().count(JobStatus.QUEUED));
    Job job = queue.dequeue(ANY).get(0);
    assertEquals(kept, job.id());
    assertEquals(1, job.attempt());
    assertEquals(kept + 1, queue.enqueue(job().build()).id());
    queue.close();
  }

  @Test
  void whoDoesNotWaitGoesOnAndIsAnsweredWhenItIsKept() throws Exception {
    JobQueue queue = open();
    CompletableFuture<Object> answer = new CompletableFuture<>();
    try (Connection connection = otherConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      queue.enqueue(List.of(job().build()), null, Replies.into(answer));
      queue.dequeue(ANY, Replies.into(new CompletableFuture<>()));
      assertFalse(answer.isDone());
      statement.execute("rollback");
    }
    assertEquals(List.of(new Enqueued(1, true)), answer.get());
    assertEquals(1, queue.stats().count(JobStatus.IN_PROGRESS));
    queue.close();
  }

  @Test
  void whoDoesNotWaitHearsThatItIsNotKept() throws Exception {
    JobQueue queue = open();
    List<CompletableFuture<Object>> answers = new ArrayList<>();
    try (Connection connection = otherConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      for (int i = 0; i < 3; i++) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        queue.enqueue(List.of(job().build()), null, Replies.into(answer));
        answers.add(answer);
      }
      for (CompletableFuture<Object> answer : answers) {
        ExecutionException e = assertThrows(ExecutionException.class, answer::get);
        assertUnavailable(assertInstanceOf(RefusedException.class, e.getCause()));
      }
      statement.execute("rollback");
    }
    queue.tick();
    assertEquals(0, queue.stats().count(JobStatus.QUEUED));
    queue.close();
  }

  @Test
  void aReplyMayAskForMoreButNotWaitForIt() throws Exception {
    JobQueue queue = open();
    CompletableFuture<Object> second = new CompletableFuture<>();
    CompletableFuture<Object> failure = new CompletableFuture<>();
    try (Connection connection = otherConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      queue.enqueue(
          List.of(job().build()),
          null,
          first -> {
            queue.enqueue(List.of(job().build()), null, Replies.into(second));
            failure.complete(
                assertThrows(IllegalStateException.class, () -> queue.enqueue(job().build())));
          });
      statement.execute("rollback");
    }
    assertEquals(List.of(new Enqueued(2, true)), second.get());
    assertTrue(
        failure.get().toString().contains("would wait for itself"), failure.get().toString());
    queue.close();
  }

  @Test
  void aReplyThatFailsDoesNotStopTheOthers() throws Exception {
    JobQueue queue = open();
    CompletableFuture<Object> second = new CompletableFuture<>();
    try (Connection connection = otherConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      queue.enqueue(
          List.of(job().build()),
          null,
          first -> {
            throw new OutOfMemoryError("for this test");
          });
      queue.enqueue(List.of(job().build()), null, Replies.into(second));
      statement.execute("rollback");
    }
    assertEquals(List.of(new Enqueued(2, true)), second.get());
    assertEquals(3, queue.enqueue(job().build()).id());
    queue.close();
  }

  private static <T> Reply<T> into(String who, List<String> heard) {
    return new Reply<>() {
      @Override
      public void accept(T answer) {
        heard.add(who + " " + answer);
      }

      @Override
      public void refuse(RefusedException why) {
        heard.add(who + " " + why.refusal().reason());
      }
    };
  }

  @Test
  void eventsAreCountedOn() {
    JobQueue queue = open();
    JobQueue.Events events = queue.listen(() -> {});
    queue.enqueue(job().build());
    assertEquals(1, events.latest());
    queue.close();

    queue = open();
    events = queue.listen(() -> {});
    assertEquals(1, events.latest());
    queue.enqueue(job().build());
    assertEquals(2, events.after(1, 10).get(0).sequence());
    queue.close();
  }
}
