package io.cqueue.push;

import static io.cqueue.core.JobBuilder.job;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.boot.PemFiles;
import io.cqueue.core.Attempt;
import io.cqueue.core.Job;
import io.cqueue.core.JobBuilder;
import io.cqueue.core.JobError;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.JsonValue;
import io.cqueue.core.ManualClock;
import io.cqueue.core.Push;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.Refusal;
import io.cqueue.core.SettingsBuilder;
import io.cqueue.cron.CronCalendar;
import io.cqueue.http.Patience;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs are posted to real receivers on this machine. Time stands still unless a test moves it. */
final class PushDispatcherTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PushMeters meters = new PushMeters(registry, name -> "shown-" + name);
  private final JobQueue queue =
      new MemoryJobQueue(clock, new CronCalendar(), new MemoryLimits(1L << 30, 1000));
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() throws Exception {
    end.countDown();
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    queue.close();
  }

  private <T extends AutoCloseable> T open(T one) {
    opened.add(one);
    return one;
  }

  private PushDispatcher dispatch() {
    return open(new PushDispatcher(queue, clock, true, SECRET, meters, Duration.ZERO));
  }

  private void pushTo(String url) {
    push(new Push(url, 10, 0, MINUTE, null));
  }

  private void push(@Nullable Push push) {
    queue.configure("default", SettingsBuilder.of(QueueSettings.DEFAULT).push(push).build());
  }

  private long add(JobBuilder job) {
    return queue.enqueue(job.build()).id();
  }

  private Job found(long id) {
    return queue.find(id).orElseThrow().job();
  }

  private Job await(long id, JobStatus status) {
    Patience.until(() -> found(id).status() == status);
    return found(id);
  }

  /** One job on its way to a receiver, and what became of it. */
  private Job posted(Receiver receiver, JobStatus status) {
    open(receiver);
    pushTo(receiver.url());
    long id = add(job());
    dispatch();
    return await(id, status);
  }

  private static JobError error(Job job) {
    return Objects.requireNonNull(Objects.requireNonNull(job.run()).error());
  }

  private static @Nullable JsonValue result(Job job) {
    return Objects.requireNonNull(job.run()).result();
  }

  private static Duration wait(Job job, Instant now) {
    return Duration.between(now, Objects.requireNonNull(job.runAt()));
  }

  // What is posted.

  @Test
  void aJobIsPostedAsItIsWithASignature() throws Exception {
    Receiver receiver = open(Receiver.of(204));
    push(new Push(receiver.url(), 10, 0, MINUTE, SECRET));
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String payload = "{ \"b\": 1.00, \"a\":\"ü\"}";
    long id = add(job().type("MAIL").payload(payload).trace(trace, "a=b"));
    dispatch();

    Job done = await(id, JobStatus.CONCLUDED);

    assertNull(result(done));
    assertEquals("push", done.consumer());
    Receiver.Received request = receiver.one();
    assertEquals("POST", request.exchange().getRequestMethod());
    assertEquals("/hook?a=b", request.exchange().getRequestURI().toString());
    assertEquals(payload, request.body());
    assertEquals("application/json", request.header("Content-Type"));
    assertEquals("cqueue", request.header("User-Agent"));
    assertEquals("127.0.0.1:" + receiver.port(), request.header("Host"));
    assertEquals("1", request.header("Cqueue-Job-Id"));
    assertEquals("default", request.header("Cqueue-Queue"));
    assertEquals("MAIL", request.header("Cqueue-Type"));
    assertEquals("1", request.header("Cqueue-Attempt"));
    assertEquals(trace, request.header("traceparent"));
    assertEquals("a=b", request.header("tracestate"));
    assertEquals("job-1", request.header("webhook-id"));
    assertEquals(
        String.valueOf(clock.instant().getEpochSecond()), request.header("webhook-timestamp"));
    assertEquals(signed(request), request.header("webhook-signature"));
    assertEquals(
        new TreeSet<>(
            Set.of(
                "Content-type",
                "Content-length",
                "Connection",
                "Host",
                "User-agent",
                "Cqueue-job-id",
                "Cqueue-queue",
                "Cqueue-type",
                "Cqueue-attempt",
                "Traceparent",
                "Tracestate",
                "Webhook-id",
                "Webhook-timestamp",
                "Webhook-signature")),
        new TreeSet<>(request.exchange().getRequestHeaders().keySet()));
  }

  /** As a receiver does it. */
  private static String signed(Receiver.Received request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String content =
        request.header("webhook-id")
            + "."
            + request.header("webhook-timestamp")
            + "."
            + request.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
  }

  @Test
  void withoutASecretThereIsNoSignature() throws Exception {
    Receiver receiver = Receiver.of(200);

    posted(receiver, JobStatus.CONCLUDED);

    assertNull(receiver.one().header("webhook-signature"));
  }

  @Test
  void aJobThatComesWhileNobodyHasAnyIsPostedAtOnce() throws Exception {
    Receiver receiver = open(Receiver.of(200));
    pushTo(receiver.url());
    dispatch();
    await(add(job()), JobStatus.CONCLUDED);

    await(add(job()), JobStatus.CONCLUDED);
    assertEquals(2, receiver.received().size());
  }

  @Test
  void aLargePayloadIsPostedWhole() throws Exception {
    Receiver receiver = open(Receiver.of(200));
    pushTo(receiver.url());
    String payload = "\"" + "x".repeat(3 << 20) + "\"";
    long id = add(job().payload(payload));
    dispatch();

    await(id, JobStatus.CONCLUDED);

    assertEquals(payload, receiver.one().body());
  }

  // What comes of it.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | application/json | {\"Sent\": 1.00}",
        "201 | Application/JSON; charset=utf-8 | \"ü\"",
        "299 | application/vnd.a+json | [1]"
      })
  void anAnswerInJsonIsTheResult(int status, String type, String body) throws Exception {
    Job done = posted(Receiver.of(status, type, body), JobStatus.CONCLUDED);

    assertEquals(JsonValue.of(body), result(done));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | 1",
        "application/json | OK",
        "application/json | 1 2",
        "text/html | <p>"
      })
  void anyOtherAnswerConcludesAsWell(String type, String body) throws Exception {
    assertNull(result(posted(Receiver.of(200, type, body), JobStatus.CONCLUDED)));
  }

  @Test
  void goneIsForGood() throws Exception {
    Job failed = posted(Receiver.of(410), JobStatus.FAILED);

    assertEquals(1, failed.attempt());
    assertEquals(new JobError("The receiver answered 410.", "http-410", null), error(failed));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 304, 400, 401, 404, 413, 429, 500, 502, 503})
  void allElseIsTriedAgainAsAnyFailureIs(int status) throws Exception {
    Job failed = posted(Receiver.of(status), JobStatus.SCHEDULED);

    assertEquals("http-" + status, error(failed).type());
    assertEquals(10, wait(failed, clock.instant()).toMillis() / 1000.0, 1.001);
  }

  @ParameterizedTest
  @CsvSource({
    "429, 120, 120",
    "503, 120, 120",
    "503, 0, 1",
    "503, 99999999, 86400",
    "503, 99999999999999999999, 10",
    "503, soon, 10",
    "503, -5, 10",
    "500, 120, 10"
  })
  void aReceiverThatIsBusySaysWhenToComeBack(int status, String said, double seconds)
      throws Exception {
    Job failed = posted(busy(status, said), JobStatus.SCHEDULED);

    double tolerance = seconds == 10 ? 1.001 : 0;
    assertEquals(seconds, wait(failed, clock.instant()).toMillis() / 1000.0, tolerance);
  }

  private static Receiver busy(int status, String retryAfter) throws IOException {
    return new Receiver(
        (request, exchange) -> {
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
          exchange.sendResponseHeaders(status, -1);
        });
  }

  @Test
  void itMaySayATimeOfDay() throws Exception {
    Instant back = clock.instant().plus(MINUTE);
    String said = DateTimeFormatter.RFC_1123_DATE_TIME.format(back.atOffset(ZoneOffset.UTC));

    Job failed = posted(busy(503, said), JobStatus.SCHEDULED);

    assertEquals(back, failed.runAt());
  }

  @Test
  void everyAttemptHasTheSameIdSoThatRepeatsCanBeTold() throws Exception {
    AtomicInteger count = new AtomicInteger();
    Receiver receiver =
        new Receiver(
            (request, exchange) ->
                exchange.sendResponseHeaders(count.incrementAndGet() == 1 ? 500 : 200, -1));
    Job failed = posted(receiver, JobStatus.SCHEDULED);

    clock.advance(MINUTE);
    queue.tick();

    Job done = await(failed.id(), JobStatus.CONCLUDED);
    assertEquals(2, done.attempt());
    List<Receiver.Received> both = receiver.received();
    assertEquals(
        List.of("job-1", "job-1"), both.stream().map(it -> it.header("webhook-id")).toList());
    assertEquals(List.of("1", "2"), both.stream().map(it -> it.header("Cqueue-Attempt")).toList());
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    Receiver elsewhere = open(Receiver.of(200));
    Receiver receiver =
        new Receiver(
            (request, exchange) -> {
              exchange.getResponseHeaders().set("Location", elsewhere.url());
              exchange.sendResponseHeaders(307, -1);
            });

    Job failed = posted(receiver, JobStatus.SCHEDULED);

    assertEquals("http-307", error(failed).type());
    assertEquals(List.of(), elsewhere.received());
  }

  @Test
  void aReceiverThatDoesNotAnswerInTimeHasFailed() throws Exception {
    Receiver receiver =
        open(new Receiver((request, exchange) -> Patience.until(() -> end.getCount() == 0)));
    push(new Push(receiver.url(), 10, 0, SECOND, null));
    long id = add(job());
    dispatch();

    Job failed = await(id, JobStatus.SCHEDULED);

    assertEquals(new JobError("There was no answer within 1.0 s.", "timeout", null), error(failed));
    assertEquals(1, receiver.received().size());
  }

  @Test
  void oneThatAnswersByteByByteHasFailedToo() throws Exception {
    Receiver receiver =
        open(
            new Receiver(
                (request, exchange) -> {
                  exchange.sendResponseHeaders(200, 0);
                  while (!waited(end)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                  }
                }));
    push(new Push(receiver.url(), 10, 0, SECOND, null));
    long id = add(job());
    dispatch();

    assertEquals("timeout", error(await(id, JobStatus.SCHEDULED)).type());
  }

  private static boolean waited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Test
  void whereNobodyListensTheJobIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    pushTo("http://127.0.0.1:" + port + "/");
    long id = add(job());
    dispatch();

    Job failed = await(id, JobStatus.SCHEDULED);

    assertEquals("connection", error(failed).type());
    String message = error(failed).message();
    assertTrue(message != null && message.contains("refused"), () -> "" + message);
  }

  @Test
  void aHostThatNobodyKnowsIsTriedAgain() {
    pushTo("http://nobody.invalid/");
    long id = add(job());
    dispatch();

    assertEquals("unknown-host", error(await(id, JobStatus.SCHEDULED)).type());
  }

  @Test
  void anAnswerThatIsTooLargeIsNoResult() throws Exception {
    String large = "\"" + "x".repeat(AnswerConsumer.MAX_BODY) + "\"";
    assertNull(result(posted(Receiver.of(200, "application/json", large), JobStatus.CONCLUDED)));
  }

  @Test
  void anAnswerAsLargeAsItMayBeIsOne() throws Exception {
    String large = "\"" + "x".repeat(AnswerConsumer.MAX_BODY - 2) + "\"";
    assertEquals(
        JsonValue.of(large),
        result(posted(Receiver.of(200, "application/json", large), JobStatus.CONCLUDED)));
  }

  @Test
  void anAnswerWithoutEndIsNotWaitedFor() throws Exception {
    Receiver receiver =
        new Receiver(
            (request, exchange) -> {
              exchange.sendResponseHeaders(500, 0);
              byte[] piece = new byte[1 << 16];
              while (end.getCount() > 0) {
                exchange.getResponseBody().write(piece);
              }
            });

    assertEquals("http-500", error(posted(receiver, JobStatus.SCHEDULED)).type());
  }

  // Where to.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "2130706433"
      })
  void nothingIsPostedToThisMachineUnlessItMayBe(String host) throws Exception {
    Receiver receiver = open(Receiver.of(200));
    pushTo("http://" + host + ":" + receiver.port() + "/");
    long id = add(job());
    open(new PushDispatcher(queue, clock, false, null, meters, Duration.ZERO));

    Job failed = await(id, JobStatus.SCHEDULED);

    assertEquals("forbidden-address", error(failed).type());
    assertEquals(List.of(), receiver.received());
  }

  // By TLS.

  @Test
  void aReceiverThatNobodyVouchesForGetsNothing(@TempDir Path directory) throws Exception {
    Receiver receiver = Receiver.byTls(PemFiles.make(directory, "EC", "localhost"));

    assertEquals("connection", error(posted(receiver, JobStatus.SCHEDULED)).type());
    assertEquals(List.of(), receiver.received());
  }

  @Test
  void aReceiverByTlsGetsJobsIfItsCertificateIsTrusted(@TempDir Path directory) throws Exception {
    PemFiles files = trusted(PemFiles.make(directory, "EC", "localhost"));

    assertEquals(1, posted(Receiver.byTls(files), JobStatus.CONCLUDED).attempt());
  }

  @Test
  void aTrustedCertificateForAnotherNameIsNotEnough(@TempDir Path directory) throws Exception {
    PemFiles files = trusted(PemFiles.makeFor("dns:elsewhere", directory, "EC", "elsewhere"));
    Receiver receiver = Receiver.byTls(files);

    assertEquals("connection", error(posted(receiver, JobStatus.SCHEDULED)).type());
    assertEquals(List.of(), receiver.received());
  }

  /** Has the whole process trust a certificate until the test is over. */
  private PemFiles trusted(PemFiles files) {
    System.setProperty("javax.net.ssl.trustStore", files.store().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PemFiles.PASSWORD);
    open(
        () -> {
          System.clearProperty("javax.net.ssl.trustStore");
          System.clearProperty("javax.net.ssl.trustStorePassword");
        });
    return files;
  }

  // What is measured.

  @ParameterizedTest
  @CsvSource({"200, CONCLUDED, concluded", "500, SCHEDULED, retried", "410, FAILED, failed"})
  void whatItTookIsMeasuredByWhatBecameOfIt(int status, JobStatus job, String outcome)
      throws Exception {
    posted(Receiver.of(status), job);

    Timer timer = registry.get("cqueue.push").tag("queue", "shown-default").timer();
    assertEquals(outcome, timer.getId().getTag("outcome"));
    assertEquals(1, timer.count());
  }

  // How many.

  @Test
  void noMoreAreOnTheirWayThanMayBe() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Receiver receiver =
        open(
            new Receiver(
                (request, exchange) -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  waited(end);
                  now.decrementAndGet();
                  exchange.sendResponseHeaders(200, -1);
                }));
    push(new Push(receiver.url(), 3, 0, MINUTE, null));
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      ids.add(add(job()));
    }
    dispatch();

    ids.forEach(id -> await(id, JobStatus.CONCLUDED));

    assertEquals(3, most.get());
    assertEquals(30, receiver.received().size());
  }

  // Changes.

  @Test
  void anotherUrlCountsForWhatComesNext() throws Exception {
    Receiver first = open(Receiver.of(200));
    Receiver second = open(Receiver.of(200));
    pushTo(first.url());
    dispatch();
    await(add(job()), JobStatus.CONCLUDED);

    pushTo(second.url());
    // Which may take a second to be seen.
    Patience.until(
        () -> {
          await(add(job()), JobStatus.CONCLUDED);
          return !second.received().isEmpty();
        });
    int before = first.received().size();

    await(add(job()), JobStatus.CONCLUDED);
    assertEquals(before, first.received().size());
  }

  @Test
  void withoutPushJobsWaitForConsumersAgain() throws Exception {
    Receiver receiver = open(Receiver.of(200));
    pushTo(receiver.url());
    dispatch();
    await(add(job()), JobStatus.CONCLUDED);

    push(null);
    Patience.until(() -> queue.stats().waitingConsumers() == 0);

    long id = add(job());
    assertEquals(List.of(id), idsOf(queue));
    assertEquals(1, receiver.received().size());
  }

  private static List<Long> idsOf(JobQueue queue) {
    return queue.dequeue(io.cqueue.core.Dequeue.DEFAULT).stream().map(Job::id).toList();
  }

  @Test
  void aJobThatIsCancelledOnItsWayStaysCancelled() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    Receiver receiver =
        open(
            new Receiver(
                (request, exchange) -> {
                  Patience.until(() -> answer.getCount() == 0);
                  exchange.sendResponseHeaders(200, -1);
                }));
    push(new Push(receiver.url(), 1, 0, MINUTE, null));
    long id = add(job());
    dispatch();
    receiver.one();

    queue.cancel(id);
    answer.countDown();

    await(add(job()), JobStatus.CONCLUDED);
    assertEquals(JobStatus.CANCELLED, found(id).status());
  }

  // The store is away.

  @Test
  void whatTheStoreDoesNotHearIsSaidAgain() throws Exception {
    Receiver receiver = open(Receiver.of(200));
    pushTo(receiver.url());
    long id = add(job());
    AtomicInteger refusals = new AtomicInteger(2);
    JobQueue flaky =
        (JobQueue)
            Proxy.newProxyInstance(
                JobQueue.class.getClassLoader(),
                new Class<?>[] {JobQueue.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("settle") && refusals.getAndDecrement() > 0) {
                    throw Refusal.of(Refusal.Reason.STORE_UNAVAILABLE, "away").asException();
                  }
                  try {
                    return method.invoke(queue, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                  }
                });
    open(new PushDispatcher(flaky, clock, true, null, meters, Duration.ZERO));

    await(id, JobStatus.CONCLUDED);

    assertEquals(1, receiver.received().size());
    assertEquals(-1, refusals.get());
  }

  // The end.

  @Test
  void whatIsNotAnsweredWhenTheServerStopsGoesBack() throws Exception {
    Receiver receiver =
        open(new Receiver((request, exchange) -> Patience.until(() -> end.getCount() == 0)));
    pushTo(receiver.url());
    long id = add(job());
    PushDispatcher dispatcher = dispatch();
    receiver.one();

    dispatcher.close();

    assertEquals(JobStatus.QUEUED, found(id).status());
    assertEquals(
        Attempt.Outcome.RELEASED, queue.find(id).orElseThrow().attempts().get(0).outcome());
    assertEquals(0, queue.stats().waitingConsumers());
    assertEquals(List.of(id), idsOf(queue), "nobody is there to post it");
  }

  @Test
  void whatIsAnsweredWhileItStopsIsConcluded() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    Receiver receiver =
        open(
            new Receiver(
                (request, exchange) -> {
                  Patience.until(() -> answer.getCount() == 0);
                  exchange.sendResponseHeaders(200, -1);
                }));
    push(new Push(receiver.url(), 1, 0, MINUTE, null));
    long id = add(job());
    long next = add(job());
    PushDispatcher dispatcher =
        open(new PushDispatcher(queue, clock, true, null, meters, Patience.LIMIT));
    receiver.one();
    Thread closing = new Thread(dispatcher::close);
    closing.start();
    Patience.until(() -> closing.getState() == Thread.State.TIMED_WAITING);

    answer.countDown();
    closing.join();

    assertEquals(JobStatus.CONCLUDED, found(id).status());
    assertEquals(JobStatus.QUEUED, found(next).status());
  }

  // Webhooks.

  @Test
  void aWebhookSaysItselfWhereToAndIsSignedWithTheServersSecret() throws Exception {
    Receiver receiver = open(Receiver.of(200));
    dispatch();
    long other = add(job().in(Push.WEBHOOKS).type("OTHER"));
    long id =
        add(
            job()
                .in(Push.WEBHOOKS)
                .type(Push.WEBHOOK)
                .payload(
                    "{\"URL\":\""
                        + receiver.url()
                        + "\",\"Event\":\"concluded\",\"Job\":{\"ID\":7}}"));

    await(id, JobStatus.CONCLUDED);

    Receiver.Received request = receiver.one();
    assertEquals("{\"Event\":\"concluded\",\"Job\":{\"ID\":7}}", request.body());
    assertEquals(signed(request), request.header("webhook-signature"));
    assertEquals("webhooks", request.header("Cqueue-Queue"));
    assertEquals(JobStatus.QUEUED, found(other).status());
  }

  @Test
  void aWebhookThatDoesNotSayWhereToFailsForGood() {
    dispatch();
    long id = add(job().in(Push.WEBHOOKS).type(Push.WEBHOOK).payload("{\"Url\":\"x\"}"));

    Job failed = await(id, JobStatus.FAILED);

    assertEquals("unfit", error(failed).type());
    assertNotNull(error(failed).message());
  }

  @Test
  void beforeThereIsAnythingToPostNobodyWaits() {
    dispatch();
    add(job());
    long id = add(job().in("other"));
    assertEquals(0, queue.stats().waitingConsumers());
    assertEquals(JobStatus.QUEUED, found(id).status());
    assertEquals(2, queue.queues().size());
  }
}
