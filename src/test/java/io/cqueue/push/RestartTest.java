package io.cqueue.push;

import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Push;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.SettingsBuilder;
import io.cqueue.cron.CronCalendar;
import io.cqueue.http.Patience;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import io.cqueue.sqlite.SqliteLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a disk stops and starts while jobs are posted. */
final class RestartTest {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir private Path data;

  private JobQueue open() {
    JobQueue queue =
        new MemoryJobQueue(
            CLOCK,
            new CronCalendar(),
            new MemoryLimits(1L << 30, 1000),
            new JobCounters(0),
            SqliteLog.open(data, CLOCK, Duration.ZERO));
    queue.tick();
    return queue;
  }

  private static PushDispatcher dispatch(JobQueue queue) {
    return new PushDispatcher(
        queue,
        CLOCK,
        true,
        null,
        new PushMeters(new SimpleMeterRegistry(), name -> name),
        Duration.ZERO);
  }

  @Test
  void whatWasOnItsWayIsPostedAgainAndTheRestFollows() throws Exception {
    CountDownLatch restarted = new CountDownLatch(1);
    try (Receiver receiver =
        new Receiver(
            (request, exchange) -> {
              Patience.until(() -> restarted.getCount() == 0);
              exchange.sendResponseHeaders(200, -1);
            })) {
      try (JobQueue queue = open()) {
        Push push = new Push(receiver.url(), 1, 0, Duration.ofMinutes(1), SECRET);
        queue.configure("default", SettingsBuilder.of(QueueSettings.DEFAULT).push(push).build());
        queue.enqueue(List.of(job().build(), job().build()), null);
        try (PushDispatcher dispatcher = dispatch(queue)) {
          assertNotNull(dispatcher);
          receiver.one();
        }
      }
      restarted.countDown();

      try (JobQueue queue = open();
          PushDispatcher dispatcher = dispatch(queue)) {
        assertNotNull(dispatcher);
        Patience.until(() -> queue.stats().count(JobStatus.CONCLUDED) == 2);
      }
      assertEquals(
          List.of("job-1", "job-1", "job-2"),
          receiver.received().stream().map(it -> it.header("webhook-id")).toList());
      assertNotNull(receiver.received().get(2).header("webhook-signature"));
    }
  }
}
