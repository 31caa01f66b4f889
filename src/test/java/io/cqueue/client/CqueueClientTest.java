package io.cqueue.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CqueueClientTest {

  private static LocalServer server;
  private static CqueueClient client;

  @BeforeAll
  static void start() throws Exception {
    server = LocalServer.start();
    client = CqueueClient.to(server.uri());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aJobGoesThroughItsLife() throws Exception {
    long id =
        client.enqueue(
            NewJob.of("SHIP")
                .queue("life")
                .priority(7)
                .tags(Map.of("tenant", "acme"))
                .payload(new Json("{\"Price\": 1.00}")));
    Job job = client.consumer("w1").dequeue(Dequeue.from("life")).get(0);
    assertEquals(id, job.id());
    assertEquals("SHIP", job.type());
    assertEquals(1, job.attempt());
    assertEquals(Map.of("tenant", "acme"), job.tags());
    assertEquals(new Json("{\"Price\": 1.00}"), job.payload());
    assertEquals(new Json("\"w1\""), job.field("Consumer"));
    assertFalse(job.isFinished());

    Job extended = client.extend(job, Duration.ofDays(2));
    assertTrue(
        Objects.requireNonNull(extended.leaseExpiresAt())
            .isAfter(Objects.requireNonNull(job.leaseExpiresAt())));
    assertEquals("CONCLUDED", client.conclude(job, List.of("ok", 1)).status());
    Job found = client.get(id).orElseThrow();
    assertTrue(found.isFinished());
    assertEquals(new Json("[\"ok\",1]"), found.result());
  }

  @Test
  void whatAConsumerCanSayOfAJob() throws Exception {
    client.enqueue(NewJob.of("A").queue("say"));
    Job first = client.dequeue(Dequeue.from("say")).get(0);
    assertEquals("QUEUED", client.release(first).status());
    Job second = client.dequeue(Dequeue.from("say")).get(0);
    Failure failure = new Failure("no disk", "disk", null, true, Duration.ofHours(1));
    Job failed = client.fail(second, failure);
    assertEquals("SCHEDULED", failed.status());
    assertEquals(new Json("{\"Message\":\"no disk\",\"Type\":\"disk\"}"), failed.field("Error"));
    assertEquals("CANCELLED", client.cancel(first.id()).status());
    assertEquals("QUEUED", client.retry(first.id()).status());
  }

  @Test
  void aBatchTellsHowFarItHasCome() throws Exception {
    NewJob part = NewJob.of("PART").queue("parts");
    EnqueuedBatch added =
        client.enqueue(
            NewBatch.of(List.of(part, part))
                .name("film 7")
                .onConclude(NewJob.of("JOIN").queue("joins"))
                .onFail(URI.create("https://example.com/failed")));
    assertEquals(2, added.jobs().size());

    List<Job> parts = client.dequeue(Dequeue.from("parts").max(2));
    assertEquals(added.jobs(), parts.stream().map(Job::id).toList());
    client.conclude(parts.get(0), null);
    Batch half = client.batch(added.id()).orElseThrow();
    assertEquals("film 7", half.name());
    assertEquals(
        List.of(2L, 1L, 1L, 0L, 0L),
        List.of(half.total(), half.pending(), half.concluded(), half.failed(), half.cancelled()));
    assertFalse(half.hasEnded());
    assertEquals(
        Json.of(Map.of("URL", "https://example.com/failed")), half.json().fields().get("OnFail"));

    client.conclude(parts.get(1), null);
    assertTrue(client.batch(added.id()).orElseThrow().hasEnded());
    Job join = client.dequeue(Dequeue.from("joins")).get(0);
    assertEquals("JOIN", join.type());
    assertEquals(new Json("" + added.id()), join.field("ParentBatch"));
    assertEquals(Optional.empty(), client.batch(parts.get(0).id()));
  }

  @Test
  void aConsumerThatIsLateIsToldSo() throws Exception {
    client.enqueue(NewJob.of("A").queue("late"));
    Job late = client.dequeue(Dequeue.from("late")).get(0);
    client.release(late);
    client.dequeue(Dequeue.from("late"));

    CqueueException no =
        assertThrows(CqueueException.class, () -> client.conclude(late, "too late"));
    assertEquals("urn:cqueue:stale-attempt", no.problem().type());
    assertEquals(409, no.problem().status());
    assertTrue(no.problem().isLost());
  }

  @Test
  void whatIsWrongIsNamed() {
    CqueueException no =
        assertThrows(CqueueException.class, () -> client.enqueue(NewJob.of("A").priority(10)));
    assertEquals("Priority", no.problem().field());
    assertEquals("Priority must be from 0 to 9.", no.getMessage());
  }

  @Test
  void settlingAndTakingInOneRequestAnswersInTheOrderAsked() throws Exception {
    NewJob any = NewJob.of("A").queue("exchange");
    client.enqueue(List.of(any, any, any, any));
    List<Job> jobs = client.dequeue(Dequeue.from("exchange").max(3));
    Exchange exchange =
        client.exchange(
            List.of(
                new Settlement.Fail(jobs.get(0).id(), 1, Failure.of("no")),
                new Settlement.Conclude(jobs.get(1).id(), 9, null),
                new Settlement.Conclude(jobs.get(2).id(), 1, Json.of("done"))),
            Dequeue.from("exchange").max(5));

    assertEquals(
        jobs.stream().map(Job::id).toList(), exchange.settled().stream().map(Settled::id).toList());
    assertNull(exchange.settled().get(0).problem());
    assertEquals(
        "urn:cqueue:stale-attempt",
        Objects.requireNonNull(exchange.settled().get(1).problem()).type());
    assertNull(exchange.settled().get(2).problem());
    assertEquals(1, exchange.jobs().size());
  }

  @Test
  void aResultCanBeWaitedFor() throws Exception {
    long id = client.enqueue(NewJob.of("A").queue("result"));
    CompletableFuture<Optional<Job>> waiting = CompletableFuture.supplyAsync(() -> await(id));
    client.conclude(client.dequeue(Dequeue.from("result")).get(0), 42);

    assertEquals(new Json("42"), waiting.join().orElseThrow().result());
  }

  private static Optional<Job> await(long id) {
    try {
      return client.await(id, Duration.ofSeconds(50));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aJobThatIsNotThereIsEmpty() throws Exception {
    assertEquals(Optional.empty(), client.get(999_999_999));
  }

  @Test
  void theSameKeyAddsJobsOnce() throws Exception {
    Json jobs = Json.of(List.of(NewJob.of("A").json(), NewJob.of("B").json()));
    assertEquals(client.enqueue(jobs, "key-1"), client.enqueue(jobs, "key-1"));
  }

  @Test
  void aRequestWithoutAnAnswerIsSentAgainAsItWas() throws Exception {
    List<Transport.Request> sent = new ArrayList<>();
    Transport real = new HttpTransport(server.uri());
    Transport lossy =
        request -> {
          sent.add(request);
          CompletableFuture<Transport.Answer> answer = real.send(request);
          return sent.size() > 1
              ? answer
              : answer.thenCompose(
                  lost -> CompletableFuture.failedFuture(new IOException("cut off")));
        };
    long id = CqueueClient.over(lossy).enqueue(NewJob.of("A").queue("lossy"));

    assertEquals(2, sent.size());
    assertEquals(sent.get(0), sent.get(1));
    assertEquals(id, client.dequeue(Dequeue.from("lossy")).get(0).id());
    assertEquals(List.of(), client.dequeue(Dequeue.from("lossy")), "the job was added twice");
  }

  @Test
  void aServerThatIsNotThereIsAnIOException() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    CqueueClient lost = CqueueClient.to(URI.create("http://127.0.0.1:" + port)).tries(1);
    assertThrows(IOException.class, () -> lost.get(1));
  }
}
