package io.cqueue.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Rounds of a load that ends with a crash. At the start of each round, what the server then has is
 * compared with the ledger of all answers that clients got in all rounds before.
 */
public final class CrashTrial {

  private static final int CLIENTS = 8;
  private static final int MAX_LOAD_MILLIS = 500;

  /** A round has at least so many answers. */
  private static final int ENOUGH = 50;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Ledger ledger = new Ledger();
  private final List<LoadClient> clients = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(1);

  /** One with new clients. */
  public CrashTrial() {
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new LoadClient(i, ledger));
    }
  }

  /**
   * Compares, then loads the server for a while, then crashes it.
   *
   * @param server where it listens
   * @param crash makes it end, and returns when it has
   */
  public void round(URI server, Runnable crash) throws Exception {
    audit(server);
    long before = ledger.answers();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (LoadClient client : clients) {
        running.add(threads.submit(() -> client.run(server)));
      }
      while (ledger.answers() < before + ENOUGH) {
        Thread.onSpinWait();
      }
      // The moment has to be random; nothing depends on when it comes.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(MAX_LOAD_MILLIS)));
      crash.run();
      for (Future<?> one : running) {
        one.get(180, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Loads servers as long as something is done to them, after which they must answer again.
   *
   * @param server where they are reached, whichever of them answers
   * @param disturbance what is done
   */
  public void through(URI server, Callable<?> disturbance) throws Exception {
    audit(server);
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (LoadClient client : clients) {
        running.add(threads.submit(() -> client.run(server, enough::get)));
      }
      try {
        disturbance.call();
      } finally {
        enough.set(true);
      }
      for (Future<?> one : running) {
        one.get(180, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    audit(server);
  }

  /** Lets the clients conclude all that there is, and requires that each job is, and just once. */
  public void concludeAll(URI server) throws Exception {
    for (LoadClient client : clients) {
      client.finish(server);
    }
    audit(server);
    Map<Long, JsonNode> jobs = jobs(server);
    assertEquals(ledger.concluded(), jobs.size());
    jobs.values().forEach(job -> assertEquals("CONCLUDED", job.path("Status").textValue()));
  }

  /** How long a client was without an answer at most. */
  public Duration longestPause() {
    return clients.stream().map(LoadClient::longestPause).max(Duration::compareTo).orElseThrow();
  }

  /** Requires that everything is as clients were told. */
  public void audit(URI server) throws Exception {
    List<String> wrong = ledger.audit(jobs(server));
    assertEquals(List.of(), wrong, ledger.summary());
  }

  /** What clients were told, in figures. */
  public String summary() {
    return ledger.summary();
  }

  private Map<Long, JsonNode> jobs(URI server) throws IOException, InterruptedException {
    Map<Long, JsonNode> jobs = new HashMap<>();
    long after = 0;
    do {
      JsonNode page = get(server.resolve("/jobs?limit=1000&after=" + after));
      page.path("Jobs").forEach(job -> jobs.put(job.path("ID").longValue(), job));
      after = page.path("Next").longValue();
    } while (after != 0);
    return jobs;
  }

  private JsonNode get(URI uri) throws IOException, InterruptedException {
    while (true) {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return JSON.readTree(answer.body());
      }
      // Until it has started.
      assertEquals(503, answer.statusCode(), answer.body());
      Thread.onSpinWait();
    }
  }
}
