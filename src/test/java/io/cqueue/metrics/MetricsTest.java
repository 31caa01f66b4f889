package io.cqueue.metrics;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.JobBuilder;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.ManualClock;
import io.cqueue.cron.CronCalendar;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import io.micrometer.core.instrument.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsTest {

  private static final int MAX_QUEUES = 3;

  private final ManualClock time = new ManualClock();
  private final JobCounters counters = new JobCounters(MAX_QUEUES);
  private final JobQueue queue =
      new MemoryJobQueue(
          time, new CronCalendar(), new MemoryLimits(1L << 30, 100_000), counters, null);
  private final Metrics metrics = new Metrics(queue, counters, Clock.SYSTEM);

  @AfterEach
  void close() {
    metrics.close();
    queue.close();
  }

  private List<String> scrape() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    metrics.scrape(text);
    return text.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void assertShows(String line) throws IOException {
    List<String> lines = scrape();
    assertTrue(lines.contains(line), () -> String.join("\n", lines));
  }

  private void enqueue(String name) {
    queue.enqueue(JobBuilder.job().in(name).build());
  }

  @Test
  void jobsAreCountedByQueueAndStatus() throws IOException {
    enqueue("mail");
    enqueue("mail");
    enqueue("sms");

    assertShows("cqueue_jobs{queue=\"mail\",status=\"QUEUED\"} 2.0");
    assertShows("cqueue_jobs{queue=\"sms\",status=\"QUEUED\"} 1.0");
    assertShows("cqueue_jobs{queue=\"mail\",status=\"IN_PROGRESS\"} 0.0");
    assertShows("cqueue_store_up 1.0");
    assertShows("cqueue_draining 0.0");
  }

  @Test
  void theAgeOfTheOldestJobThatCanBeHadIsInSeconds() throws IOException {
    enqueue("mail");
    time.advance(Duration.ofMillis(2500));
    enqueue("mail");

    assertShows("cqueue_oldest_available_job_age_seconds{queue=\"mail\"} 2.5");
  }

  @Test
  void tenThousandQueuesDoNotMakeTenThousandSeries() throws IOException {
    for (int i = 0; i < MAX_QUEUES; i++) {
      enqueue("first-" + i);
    }
    int few = scrape().size();
    for (int i = 0; i < 10_000; i++) {
      enqueue("queue-" + i);
    }
    List<String> lines = scrape();

    assertTrue(lines.size() <= few + 20, lines.size() + " after " + few);
    assertShows("cqueue_jobs{queue=\"first-0\",status=\"QUEUED\"} 1.0");
    assertShows("cqueue_jobs{queue=\"_other\",status=\"QUEUED\"} 10000.0");
    assertFalse(String.join("\n", lines).contains("queue-77"));
  }

  @Test
  void aServerThatDrainsSaysSo() throws IOException {
    queue.drain(true);

    assertShows("cqueue_draining 1.0");
  }
}
