package io.cqueue.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.cqueue.container.JavaJar;
import io.cqueue.soak.Gauge.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Some minutes of everything at once, and then the verdict. Used by one thread. */
final class Soak {

  private static final Duration TIME = Duration.ofMinutes(Long.getLong("soak.minutes", 20));

  /** Between two measurements. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** What is left when the load has ended has so long to come to its end. */
  private static final Duration REST = Duration.ofMinutes(2);

  private final JavaJar server;
  private final Ledger ledger = new Ledger();
  private final Api api;
  private final Gauge gauge;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean producing = true;
  private volatile boolean over;

  Soak(JavaJar server) {
    this.server = server;
    this.api = new Api(server.uri(), ledger);
    this.gauge = new Gauge(api, server.pid());
  }

  /** Puts load on the server for as long as it is to take, and judges it. */
  void run() throws Exception {
    new Roles(api, ledger, 0).configure();
    CountDownLatch listening = new CountDownLatch(1);
    Thread events = new Thread(() -> new Roles(api, ledger, 0).listen(listening::countDown));
    events.setDaemon(true);
    events.start();
    assertTrue(listening.await(1, TimeUnit.MINUTES));
    for (int i = 1; i <= 3; i++) {
      Roles roles = new Roles(api, ledger, i);
      start(roles::produce, true);
      start(roles::hangUp, true);
    }
    for (int i = 11; i <= 18; i++) {
      start(new Roles(api, ledger, i)::consume, false);
    }
    start(new Roles(api, ledger, 21)::operate, true);

    long begun = System.nanoTime();
    while (System.nanoTime() - begun < TIME.toNanos()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      gauge.measure();
    }
    final long requests = api.requests();
    double seconds = (System.nanoTime() - begun) / 1e9;
    producing = false;
    settle();
    over = true;
    for (Thread thread : threads) {
      thread.join(TimeUnit.MINUTES.toMillis(2));
    }
    await(() -> waiting() == 0);
    System.out.printf(
        "soak: %,d requests in %.0f s (%.0f/s), %,d jobs: %,d concluded, %,d cancelled, %,d failed;"
            + " %d measurements, medians of first and last third: %s%n",
        requests,
        seconds,
        requests / seconds,
        ledger.jobs(),
        ledger.ended("CONCLUDED"),
        ledger.ended("CANCELLED"),
        ledger.ended("FAILED"),
        gauge.count(),
        gauge.summary());
    judge();
  }

  private void start(Runnable role, boolean untilProductionEnds) {
    Thread thread =
        new Thread(
            () -> {
              while (untilProductionEnds ? producing : !over) {
                role.run();
              }
            });
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** No more is put in; what is there comes to its end. */
  private void settle() {
    for (int i = 0; i < 5; i++) {
      api.ask("DELETE", "/schedules/s" + i, "");
    }
    for (String queue : List.of("mail", "images", "reports", "default")) {
      api.ask("POST", "/queues/" + queue + "/resume", "");
    }
    await(this::isAtRest);
  }

  private static void await(BooleanSupplier condition) {
    long limit = System.nanoTime() + REST.toNanos();
    while (System.nanoTime() < limit && !condition.getAsBoolean()) {
      LockSupport.parkNanos(PAUSE.toNanos() / 5);
    }
  }

  /** Those who hung up while they waited count until their time is over. */
  private long waiting() {
    return api.ask("GET", "/jobs/stats", "").json().path("WaitingConsumers").asLong();
  }

  /** Nothing is to be done any more, and all that was done is forgotten but failures. */
  private boolean isAtRest() {
    JsonNode stats = api.ask("GET", "/jobs/stats", "").json();
    return stats.path("Queued").asInt()
                + stats.path("InProgress").asInt()
                + stats.path("Scheduled").asInt()
                + stats.path("Concluded").asInt()
                + stats.path("Cancelled").asInt()
            == 0
        && ledger.unfinished() == 0;
  }

  private void judge() {
    JsonNode stats = api.ask("GET", "/jobs/stats", "").json();
    String metrics = api.ask("GET", "/metrics", "").text();

    assertEquals(List.of(), ledger.audit());
    assertTrue(isAtRest(), () -> "not at rest: " + stats + ", " + ledger.unfinished());
    assertEquals(ledger.ended("FAILED"), stats.path("Failed").asLong(), "failed");
    assertEquals(ledger.jobs(), total(metrics, "cqueue_jobs_enqueued_total"), "enqueued");
    assertEquals(
        ledger.ended("CONCLUDED"), total(metrics, "cqueue_jobs_concluded_total"), "concluded");
    assertEquals(0, stats.path("WaitingConsumers").asInt(), "waiting");
    assertEquals(List.of(), server.log().stream().filter(Soak::isTrouble).toList());
    // Ten minutes are enough for the caches of Java and of the libraries to fill.
    assertFlat(What.HEAP, 1.10, 2 << 20);
    assertFlat(What.THREADS, 1, 8);
    assertFlat(What.FILES, 1, 16);
  }

  /** What Jersey misses at its start is a type that nobody here uses. */
  private static boolean isTrouble(String line) {
    return line.matches(".*(ERROR|WARN|Exception).*") && !line.contains("MessagingBinders");
  }

  private static long total(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private void assertFlat(What what, double factor, long more) {
    long first = gauge.median(what, false);
    long last = gauge.median(what, true);
    assertTrue(last <= first * factor + more, () -> what + " grew from " + first + " to " + last);
  }
}
