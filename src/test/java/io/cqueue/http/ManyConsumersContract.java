package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of consumers that wait at once. */
@Timeout(900)
public abstract class ManyConsumersContract {

  private static final int CONSUMERS = 10_000;
  private static final int MAX_THREADS = 63;

  /** So many ask at once; of these nobody can say who came first. */
  private static final int AT_ONCE = 100;

  /** Where the server is. */
  protected abstract URI baseUri();

  /** How many threads it has now. */
  protected abstract long threads() throws Exception;

  /** How many connections this test may have open. */
  protected abstract long maxConnections();

  @Test
  void allOfThemWaitWithFewThreadsAndGetTheirJobsInTheOrderInWhichTheyCame() throws Exception {
    Http http = new Http(baseUri());
    int count = (int) Math.min(CONSUMERS, maxConnections()) / AT_ONCE * AT_ONCE;
    List<Wire> consumers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      consumers.add(Wire.to(baseUri()));
    }
    for (int i = 0; i < count; i += AT_ONCE) {
      for (Wire wire : consumers.subList(i, i + AT_ONCE)) {
        wire.send(wire.request("POST /jobs/dequeue?wait=60", ""));
      }
      int waiting = i + AT_ONCE;
      Patience.until(() -> http.waitingConsumers() == waiting);
    }
    long threads = threads();

    String batch = "[" + "{},".repeat(count - 1) + "{}]";
    List<Long> ids = http.post("/jobs/enqueue", batch).is(201).ids();

    for (int i = 0; i < count; i += AT_ONCE) {
      List<Long> got = new ArrayList<>();
      for (Wire wire : consumers.subList(i, i + AT_ONCE)) {
        got.add(wire.answer().is(200).id());
        wire.close();
      }
      assertEquals(ids.subList(i, i + AT_ONCE), got.stream().sorted().toList());
    }
    assertTrue(threads <= MAX_THREADS, threads + " threads for " + count + " consumers");
    assertTrue(threads() <= MAX_THREADS, threads() + " threads after the last answer");
  }
}
