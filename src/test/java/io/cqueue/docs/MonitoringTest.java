package io.cqueue.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cqueue.boot.WebAppListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds the dashboard, the alerts and their page to what a server really shows after some work. */
@Timeout(300)
class MonitoringTest {

  private static final Path DASHBOARD = Path.of("docs", "monitoring", "grafana.json");
  private static final Path ALERTS = Path.of("docs", "monitoring", "alerts.yml");
  private static final Path PAGE = Path.of("docs", "monitoring.md");

  private static final Pattern NAME =
      Pattern.compile("\\b((?:cqueue|jvm|process|system)_[a-z0-9_]+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("([a-z]+)(=|!=|=~|!~)\"([^\"]*)\"");
  private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern SERIES = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

  /** Prometheus adds these to whatever it scrapes. */
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

  /** By name of the metric: all values of each of its labels. */
  private static final Map<String, Map<String, Set<String>>> SHOWN = new HashMap<>();

  private static final Set<String> FAMILIES = new TreeSet<>();

  @BeforeAll
  static void workAndScrape() throws Exception {
    ServletContextHandler webApp = new ServletContextHandler("/");
    webApp.addEventListener(new WebAppListener());
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(webApp);
    server.start();
    try {
      scrape(work(server.getURI()));
    } finally {
      server.stop();
    }
  }

  /** What the server shows after a job's life, a refusal, and a garbage collection. */
  private static String work(URI server) {
    Curl curl = new Curl(server);
    String here = "curl http://localhost:3000";
    curl.run(here + "/jobs/enqueue -d '[{},{\"MaxAttempts\":1}]'");
    curl.run(here + "/jobs/dequeue?max=2 -X POST");
    curl.run(here + "/jobs/conclude -d '[{\"ID\":1}]'");
    curl.run(here + "/jobs/2/fail -X POST");
    curl.run(here + "/jobs/3 -X GET");
    curl.run(here + "/queues/pushed -X PUT -d '{\"Push\":{\"URL\":\"http://127.0.0.1:9/\"}}'");
    curl.run(here + "/jobs/enqueue -d '{\"Queue\":\"pushed\"}'");
    curl.run(here + "/jobs/enqueue -d '{}'");
    System.gc();
    String text = "";
    // Java tells of a collection when it has time to.
    // And the server looks each second whether there is something to post.
    while (!text.contains("jvm_gc_pause_seconds_sum")
        || !text.contains("/jobs/enqueue")
        || !text.contains("cqueue_push_seconds_sum")) {
      LockSupport.parkNanos(1_000_000);
      text = curl.run(here + "/metrics");
    }
    return text;
  }

  private static void scrape(String text) {
    for (String line : text.lines().toList()) {
      Matcher series = SERIES.matcher(line);
      if (line.startsWith("# TYPE ")) {
        FAMILIES.add(line.split(" ", -1)[2]);
      } else if (!line.startsWith("#") && series.matches()) {
        Map<String, Set<String>> labels =
            SHOWN.computeIfAbsent(series.group(1), name -> new HashMap<>());
        Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
        while (label.find()) {
          labels.computeIfAbsent(label.group(1), name -> new HashSet<>()).add(label.group(2));
        }
      }
    }
  }

  @AfterAll
  static void clear() {
    SHOWN.clear();
    FAMILIES.clear();
  }

  @Test
  void everyPanelOfTheDashboardShowsSomethingThatThereIs() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    List<String> expressions = dashboard.findValuesAsText("expr");
    List<String> variables = dashboard.path("templating").findValuesAsText("query");

    assertTrue(expressions.size() > 20, expressions::toString);
    expressions.forEach(MonitoringTest::assertIsThere);
    variables.stream().filter(it -> it.contains("(")).forEach(MonitoringTest::assertIsThere);
  }

  @Test
  void everyAlertLooksAtSomethingThatThereIs() throws IOException {
    List<String> expressions = new ArrayList<>();
    Matcher expression = Pattern.compile("(?m)^ +expr: (.*)$").matcher(Files.readString(ALERTS));
    while (expression.find()) {
      expressions.add(expression.group(1));
    }

    assertTrue(expressions.size() >= 10, expressions::toString);
    expressions.stream()
        .filter(each -> !each.startsWith("up{"))
        .forEach(MonitoringTest::assertIsThere);
  }

  private static void assertIsThere(String expression) {
    Set<String> all = new HashSet<>(OF_PROMETHEUS);
    Matcher name = NAME.matcher(expression);
    int count = 0;
    while (name.find()) {
      count++;
      Map<String, Set<String>> labels = SHOWN.get(name.group(1));
      assertTrue(labels != null, () -> name.group(1) + " is not shown: " + expression);
      all.addAll(labels.keySet());
      Matcher matcher = MATCHER.matcher(name.group(2) == null ? "" : name.group(2));
      while (matcher.find()) {
        assertCanMatch(labels, matcher, expression);
      }
    }
    assertTrue(count > 0, expression);
    Matcher by = BY.matcher(expression);
    while (by.find()) {
      List<String> grouped = List.of(by.group(1).split(", *", -1));
      assertTrue(all.containsAll(grouped), () -> grouped + " not of " + all + ": " + expression);
    }
  }

  private static void assertCanMatch(
      Map<String, Set<String>> labels, Matcher matcher, String expression) {
    String label = matcher.group(1);
    if (OF_PROMETHEUS.contains(label)) {
      return;
    }
    Set<String> values = labels.get(label);
    assertTrue(values != null, () -> "no label " + label + ": " + expression);
    // What must not happen did not happen here either.
    boolean isError = label.equals("status") && matcher.group(3).startsWith("5");
    if (matcher.group(2).equals("=") && !isError) {
      assertTrue(values.contains(matcher.group(3)), () -> matcher.group() + ": " + expression);
    }
  }

  @Test
  void everyMetricOfCqueueIsOnThePageAndNoOther() throws IOException {
    Set<String> written = new TreeSet<>();
    Matcher name = Pattern.compile("`(cqueue_[a-z_]+)`").matcher(Files.readString(PAGE));
    while (name.find()) {
      written.add(name.group(1));
    }
    Set<String> shown = new TreeSet<>();
    FAMILIES.stream().filter(it -> it.startsWith("cqueue_")).forEach(shown::add);
    shown.removeIf(it -> it.endsWith("_max")); // of a histogram, for those who like it

    assertFalse(shown.isEmpty());
    assertEquals(shown, written);
  }
}
