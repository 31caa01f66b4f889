package io.cqueue.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WorkerTest {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(50);

  private static LocalServer server;
  private static CqueueClient client;

  private final Told told = new Told();
  private String queue = "";

  /** What a worker has told. */
  private static final class Told implements WorkerEvents {
    final LinkedBlockingQueue<String> all = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Exception> trouble = new LinkedBlockingQueue<>();

    @Override
    public void concluded(Job job) {
      all.add("concluded " + job.id());
    }

    @Override
    public void failed(Job job, Failure failure) {
      all.add("failed " + job.id());
    }

    @Override
    public void lost(Job job) {
      all.add("lost " + job.id());
    }

    @Override
    public void released(Job job) {
      all.add("released " + job.id());
    }

    @Override
    public void trouble(Exception e) {
      trouble.add(e);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = LocalServer.start();
    client = CqueueClient.to(server.uri());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void eachTestHasAQueue(TestInfo test) {
    queue = test.getTestMethod().orElseThrow().getName();
  }

  private WorkerSettings settings() {
    return WorkerSettings.of(queue);
  }

  private Worker start(WorkerSettings settings, Handler handler) {
    return Worker.start(client, settings, handler, told);
  }

  private long enqueue() throws Exception {
    return client.enqueue(NewJob.of("A").queue(queue));
  }

  private Job finished(long id) throws Exception {
    return client.await(id, LONG).orElseThrow();
  }

  @Test
  void aLambdaDoesJobsAndItsValueIsTheResult() throws Exception {
    try (Worker worker = start(settings(), task -> Map.of("Got", task.payload()))) {
      long id = client.enqueue(NewJob.of("A").queue(queue).payload(List.of(1, 2)));
      assertEquals(new Json("{\"Got\":[1,2]}"), finished(id).result());
      assertEquals("concluded " + id, told.all.take());
      worker.stop();
    }
  }

  @Test
  void whatAHandlerThrowsIsTheError() throws Exception {
    Handler handler =
        task -> {
          throw new IllegalStateException("no disk");
        };
    try (Worker worker = start(settings(), handler)) {
      long id = client.enqueue(NewJob.of("A").queue(queue).maxAttempts(1));
      Map<String, Json> error = error(finished(id)).fields();
      assertEquals(new Json("\"no disk\""), error.get("Message"));
      assertEquals(new Json("\"java.lang.IllegalStateException\""), error.get("Type"));
      assertTrue(String.valueOf(error.get("Stack")).contains("WorkerTest"));
      assertEquals("failed " + id, told.all.take());
      worker.stop();
    }
  }

  private static Json error(Job job) {
    return Objects.requireNonNull(job.field("Error"));
  }

  @Test
  void aHandlerCanSayThatItIsOfNoUseToTryAgain() throws Exception {
    Handler handler =
        task -> {
          throw FailedException.forGood("no such file");
        };
    try (Worker worker = start(settings(), handler)) {
      Job job = finished(enqueue());
      assertEquals("FAILED", job.status());
      assertEquals(1, job.attempt());
      worker.stop();
    }
  }

  @Test
  void soManyAtATimeAsWasSaid() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    Handler handler =
        task -> {
          three.countDown();
          three.await();
          return null;
        };
    try (Worker worker = start(settings().concurrency(3), handler)) {
      List<Long> ids = List.of(enqueue(), enqueue(), enqueue());
      for (long id : ids) {
        assertEquals("CONCLUDED", finished(id).status());
      }
      worker.stop();
    }
  }

  @Test
  void heartbeatsKeepAJobThatTakesLongerThanItsLease() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Handler handler =
        task -> {
          task.progress("half");
          mayEnd.await();
          return null;
        };
    try (Worker worker = start(settings().lease(Duration.ofSeconds(2)), handler)) {
      long id = enqueue();
      Instant first = lease(id, Instant.MIN);
      Instant second = lease(id, first);
      lease(id, second);
      assertEquals(new Json("\"half\""), client.get(id).orElseThrow().field("Progress"));
      mayEnd.countDown();
      assertEquals(1, finished(id).attempt());
      worker.stop();
    }
  }

  /** Waits until the job's lease ends later than this. */
  private static Instant lease(long id, Instant after) throws Exception {
    while (true) {
      Instant until = client.get(id).orElseThrow().leaseExpiresAt();
      if (until != null && until.isAfter(after)) {
        return until;
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void aHandlerIsInterruptedWhenItsJobIsCancelled() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> lost = new CompletableFuture<>();
    Handler handler =
        task -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            lost.complete(task.isLost());
            throw e;
          }
          return null;
        };
    try (Worker worker = start(settings().lease(Duration.ofSeconds(1)), handler)) {
      long id = enqueue();
      begun.await();
      client.cancel(id);
      assertTrue(lost.join());
      assertEquals("lost " + id, told.all.take());
      worker.stop();
    }
  }

  @Test
  void aJobIsLostWhenItsHeartbeatsGetNoAnswer() throws Exception {
    Transport real = new HttpTransport(server.uri());
    Transport deaf =
        request ->
            request.path().equals("/jobs/extend")
                ? CompletableFuture.failedFuture(new IOException("cut off"))
                : real.send(request);
    CompletableFuture<Boolean> lost = new CompletableFuture<>();
    Handler handler =
        task -> {
          if (task.job().attempt() == 1) {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              lost.complete(task.isLost());
              throw e;
            }
          }
          return "second";
        };
    WorkerSettings settings = settings().lease(Duration.ofMillis(600));
    try (Worker worker = Worker.start(CqueueClient.over(deaf), settings, handler, told)) {
      long id = enqueue();
      assertTrue(lost.join());
      Job job = finished(id);
      assertEquals(new Json("\"second\""), job.result());
      assertTrue(job.attempt() >= 2);
      worker.stop();
    }
  }

  @Test
  void whatIsDoneIsToldWhenTheWorkerIsClosed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Handler handler =
        task -> {
          begun.countDown();
          mayEnd.await();
          return "whole";
        };
    Worker worker = start(settings(), handler);
    long id = enqueue();
    long second = enqueue();
    begun.await();
    worker.stop();
    mayEnd.countDown();
    worker.close(LONG);

    assertEquals(new Json("\"whole\""), client.get(id).orElseThrow().result());
    assertEquals("QUEUED", client.get(second).orElseThrow().status());
  }

  @Test
  void whatIsNotDoneInTimeIsGivenBack() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Handler handler =
        task -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return null;
        };
    Worker worker = start(settings().batch(3), handler);
    List<Long> ids =
        client.enqueue(List.of(NewJob.of("A").queue(queue), NewJob.of("B").queue(queue)));
    begun.await();
    worker.close(NONE);

    for (long id : ids) {
      assertEquals("QUEUED", client.get(id).orElseThrow().status());
    }
  }

  @Test
  void aWorkerThatOnlyWaitsStopsAtOnceAndTakesNoJobWithIt() throws Exception {
    Set<String> keys = ConcurrentHashMap.newKeySet();
    CountDownLatch waits = new CountDownLatch(1);
    Transport real = new HttpTransport(server.uri());
    Transport watched =
        request -> {
          keys.add(request.headers().getOrDefault("Idempotency-Key", ""));
          CompletableFuture<Transport.Answer> answer = real.send(request);
          waits.countDown();
          return answer;
        };
    Worker worker = Worker.start(CqueueClient.over(watched), settings(), task -> "nothing", told);
    waits.await();
    worker.close(NONE);
    long id = enqueue();

    assertEquals(1, keys.size(), "asked again under the same key");
    assertEquals("QUEUED", client.get(id).orElseThrow().status());
  }

  @Test
  void aJobWhoseAnswerWasLostIsGottenByAskingAgain() throws Exception {
    AtomicInteger dequeues = new AtomicInteger();
    Transport real = new HttpTransport(server.uri());
    Transport lossy =
        request -> {
          CompletableFuture<Transport.Answer> answer = real.send(request);
          return request.path().contains("wait=") && dequeues.incrementAndGet() == 1
              ? answer.thenCompose(
                  lost -> CompletableFuture.failedFuture(new IOException("cut off")))
              : answer;
        };
    long id = enqueue();
    try (Worker worker = Worker.start(CqueueClient.over(lossy), settings(), task -> "done", told)) {
      Job job = finished(id);
      assertEquals("CONCLUDED", job.status());
      assertEquals(1, job.attempt());
      assertNotEquals(0, told.trouble.size());
      worker.stop();
    }
  }

  @Test
  void aResultThatTheServerDoesNotTakeFailsThatJobAlone() throws Exception {
    Handler handler = task -> task.job().type().equals("BAD") ? new Json("{no json") : "good";
    List<NewJob> jobs = new ArrayList<>();
    for (String type : List.of("GOOD", "BAD", "GOOD")) {
      jobs.add(NewJob.of(type).queue(queue).maxAttempts(1));
    }
    List<Long> ids = client.enqueue(jobs);
    try (Worker worker = start(settings().batch(3), handler)) {
      assertEquals("CONCLUDED", finished(ids.get(0)).status());
      Job bad = finished(ids.get(1));
      assertEquals("FAILED", bad.status());
      assertTrue(error(bad).text().contains("The server refused the result"));
      assertEquals("CONCLUDED", finished(ids.get(2)).status());
      worker.stop();
    }
  }

  @Test
  void aThousandJobsAreEachDoneOnce() throws Exception {
    List<NewJob> jobs = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      jobs.add(NewJob.of("A").queue(queue));
    }
    List<Long> ids = client.enqueue(jobs);
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger runs = new AtomicInteger();
    Handler handler =
        task -> {
          seen.add(task.job().id());
          runs.incrementAndGet();
          return null;
        };
    try (Worker worker = start(settings().concurrency(4).batch(10), handler)) {
      for (int i = 0; i < ids.size(); i++) {
        String event = told.all.take();
        assertTrue(event.startsWith("concluded "), event);
      }
      worker.stop();
    }
    assertEquals(Set.copyOf(ids), seen);
    assertEquals(1000, runs.get());
  }
}
