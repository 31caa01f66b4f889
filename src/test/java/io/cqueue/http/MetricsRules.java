package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What Prometheus gets to see. */
interface MetricsRules extends Rules {

  /** The value of one series now; 0 if it is not there. */
  private double value(String series) {
    return http()
        .get("/metrics")
        .is(200)
        .text()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .findFirst()
        .orElse(0);
  }

  private double requests(String method, String route, int status, boolean waited) {
    return value(
        String.format(
            "cqueue_http_request_seconds_count{method=\"%s\",route=\"%s\",status=\"%d\",waited=\"%s\"}",
            method, route, status, waited));
  }

  @Test
  default void metricsAreInPrometheussFormatWhateverIsAccepted() {
    for (String accept : new String[] {"*/*", "application/openmetrics-text", "text/html"}) {
      Answer answer = http().get("/metrics", "Accept", accept).is(200);

      String type = answer.header("Content-Type").toLowerCase(Locale.ROOT).replace(" ", "");
      assertEquals(Set.of("text/plain", "version=0.0.4", "charset=utf-8"), Set.of(type.split(";")));
      assertTrue(answer.text().contains("# TYPE cqueue_waiting_consumers gauge\n"), answer::text);
      assertTrue(answer.text().contains("\njvm_memory_used_bytes{"), answer::text);
    }
  }

  @Test
  default void requestsAreToldApartByTheTemplateOfTheirPath() {
    OwnQueue queue = queue();
    double before = requests("POST", "/jobs/{id}/conclude", 200, false);
    double unknown = requests("GET", "/jobs/{id}", 404, false);
    long id = queue.taken("");
    http().post("/jobs/" + id + "/conclude", "").is(200);
    http().get("/jobs/0").is(404);

    // Each is counted when its answer is complete, which the client may have before.
    Patience.until(() -> requests("POST", "/jobs/{id}/conclude", 200, false) == before + 1);
    Patience.until(() -> requests("GET", "/jobs/{id}", 404, false) == unknown + 1);
    assertFalse(http().get("/metrics").text().contains("/jobs/" + id));
  }

  @Test
  default void whatIsNowhereIsOneRouteAndOneMethod() {
    double before = requests("other", "unmatched", 404, false);
    http().get("/nothing/at/all").is(404);
    http().send("NONSENSE", "/nothing/here", "").is(404);

    Patience.until(() -> requests("other", "unmatched", 404, false) == before + 2);
    assertFalse(http().get("/metrics").text().contains("NONSENSE"));
  }

  @Test
  default void aRequestThatWaitedIsCountedApart() {
    OwnQueue queue = queue();
    double before = requests("POST", "/jobs/dequeue", 200, true);
    Future<Answer> waiting = queue.park("wait=30");
    assertTrue(value("cqueue_waiting_consumers") >= 1);
    queue.add();
    Patience.get(waiting).is(200);

    Patience.until(() -> requests("POST", "/jobs/dequeue", 200, true) == before + 1);
  }

  @Test
  default void theSizeOfBatchesIsMeasured() {
    OwnQueue queue = queue();
    double enqueued = batches("enqueue");
    double dequeued = batches("dequeue");
    double settled = batches("settle");
    http().post("/jobs/enqueue", "[" + queue.job("") + "," + queue.job("") + "]").is(201);
    long id = queue.dequeue("max=10").is(200).ids().get(0);
    queue.dequeue("").is(204);
    http().post("/jobs/conclude", "[{\"ID\":" + id + "}]").is(200);

    assertEquals(enqueued + 2, batches("enqueue"));
    assertEquals(dequeued + 2, batches("dequeue"));
    assertEquals(settled + 1, batches("settle"));
  }

  private double batches(String operation) {
    return value("cqueue_batch_jobs_sum{operation=\"" + operation + "\"}");
  }
}
