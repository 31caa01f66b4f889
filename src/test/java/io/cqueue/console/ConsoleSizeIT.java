package io.cqueue.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 1,000 queues and 100,000 jobs are no more work for the console than a few: it is counted in
 * elements and requests, since time would tell of the machine.
 */
@Tag("browser")
@Timeout(300)
final class ConsoleSizeIT {

  private static final int MOST_ELEMENTS = 1500;

  @TempDir private static Path directory;
  private static Server server;
  private static Browser browser;

  @BeforeAll
  static void start() {
    server = Server.start(directory);
    enqueue(1000, i -> "{'Queue':'queue-%d'}".formatted(i));
    for (int i = 0; i < 10; i++) {
      enqueue(10_000, n -> "{'Queue':'large'}");
    }
    browser = new Browser(server.uri(), directory.resolve("profile"));
  }

  private static void enqueue(int count, IntFunction<String> job) {
    String jobs =
        IntStream.range(0, count).mapToObj(job).collect(Collectors.joining(",", "[", "]"));
    server.post("/jobs/enqueue", jobs);
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
  }

  private static int elements() {
    return Integer.parseInt(browser.eval("document.querySelectorAll('*').length"));
  }

  /** How many requests there were for a path since {@link #forget}. */
  private static int requests(String path) {
    String expression =
        "performance.getEntriesByType('resource').filter((e) => e.name.includes('%s')).length";
    return Integer.parseInt(browser.eval(expression.formatted(path)));
  }

  private static void forget() {
    browser.run(
        "performance.clearResourceTimings(); performance.setResourceTimingBufferSize(9999)");
  }

  @Test
  void aThousandQueuesAreShownAPageAtATime() {
    browser.open("#/");
    browser.see("1 to 50 of 1,001");
    assertEquals(50, browser.count("tbody tr"));
    assertTrue(elements() < MOST_ELEMENTS, () -> elements() + " elements");

    browser.press("Next");
    browser.see("51 to 100 of 1,001");
    browser.press("Waiting");
    browser.until("the largest", () -> browser.textOf("tbody tr:first-child").startsWith("large"));
    browser.type("Find queues by name", "queue-99");
    browser.see("11 queues");
    assertEquals(11, browser.count("tbody tr"));
  }

  @Test
  void aHundredThousandJobsAreShownAPageAtATime() {
    browser.open("#/queues/large");
    browser.see("100,000");
    browser.until("a page", () -> browser.count("tbody tr") == 50);
    assertTrue(elements() < MOST_ELEMENTS, () -> elements() + " elements");
    browser.press("Purge");
    browser.see("This cancels 100,000 jobs");
    browser.answer("Keep as it is");

    browser.open("#/queues/large?type=NOTHING");
    browser.see("Looked as far as job ");
    forget();
    browser.press("Next");
    browser.until("looked again", () -> requests("/jobs?") >= 4);
  }

  @Test
  void manyChangesAreNoMoreRequestsThanAFew() {
    browser.open("#/");
    browser.see("1 to 50 of 1,001");
    browser.see("Live");
    forget();
    long begun = System.nanoTime();
    for (int i = 0; i < 300; i++) {
      long id = server.enqueue("busy");
      server.send("DELETE", "/jobs/" + id, "");
    }
    browser.type("Find queues by name", "busy");
    browser.until("the queue", () -> browser.count("tbody tr") == 1);
    int requests = requests("/queues");
    long seconds = (System.nanoTime() - begun) / 1_000_000_000;

    // 600 events; whatever they are, it asks once a second at the most.
    assertTrue(requests >= 1, "it never asked");
    assertTrue(requests <= seconds + 2, () -> requests + " requests in " + seconds + " s");
  }
}
