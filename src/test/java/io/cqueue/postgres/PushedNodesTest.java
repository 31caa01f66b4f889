package io.cqueue.postgres;

import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Job;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.NewJob;
import io.cqueue.core.Push;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.SettingsBuilder;
import io.cqueue.cron.CronCalendar;
import io.cqueue.http.Patience;
import io.cqueue.push.PushDispatcher;
import io.cqueue.push.PushMeters;
import io.cqueue.push.Receiver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several servers on one database post the jobs of the same queue. */
final class PushedNodesTest {

  private static final int CONCURRENCY = 4;

  private final String schema = TestDatabase.newSchema();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    Collections.reverse(opened);
    for (AutoCloseable each : opened) {
      each.close();
    }
    TestDatabase.drop(schema);
  }

  private <T extends AutoCloseable> T open(T one) {
    opened.add(one);
    return one;
  }

  private JobQueue node() {
    Pool pool = open(TestDatabase.pool(schema));
    return open(PostgresJobQueue.open(pool, new CronCalendar(), 100_000, new JobCounters(0)));
  }

  private void dispatch(JobQueue queue) {
    PushMeters meters = new PushMeters(new SimpleMeterRegistry(), name -> name);
    open(new PushDispatcher(queue, InstantSource.system(), true, null, meters));
  }

  @Test
  void eachJobIsPostedOnceAndNoMoreAtOnceThanMayBe() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Receiver receiver =
        open(
            new Receiver(
                (request, exchange) -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  Receiver.answer(
                      exchange, 200, "application/json", request.header("webhook-id").substring(4));
                  now.decrementAndGet();
                }));
    JobQueue one = node();
    JobQueue other = node();
    Push push = new Push(receiver.url(), CONCURRENCY, 0, Duration.ofMinutes(1), null);
    one.configure("default", SettingsBuilder.of(QueueSettings.DEFAULT).push(push).build());
    List<NewJob> jobs = Collections.nCopies(100, job().build());
    one.enqueue(jobs, null);
    dispatch(one);
    dispatch(other);
    other.enqueue(jobs, null);

    Patience.until(
        () -> {
          one.tick();
          other.tick();
          return one.stats().count(JobStatus.CONCLUDED) == 200;
        });

    Set<String> ids = new TreeSet<>();
    receiver.received().forEach(each -> ids.add(each.header("webhook-id")));
    assertEquals(200, ids.size());
    assertEquals(200, receiver.received().size());
    assertTrue(most.get() <= CONCURRENCY, most::toString);
    assertEquals("7", String.valueOf(result(other, 7)));
  }

  private static Object result(JobQueue queue, long id) {
    Job.Run run = Objects.requireNonNull(queue.find(id).orElseThrow().job().run());
    return Objects.requireNonNull(run.result());
  }
}
