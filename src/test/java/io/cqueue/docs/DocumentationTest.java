package io.cqueue.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.boot.WebAppListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every curl line of the README and of {@code docs/} and compares what it prints with what the
 * page says. Each page has a fresh server.
 */
class DocumentationTest {

  /** What differs from run to run: times, how long something took, and what is counted from it. */
  private static final Map<String, String> VARYING =
      Map.of(
          "\"UptimeMillis\":\\d+", "\"UptimeMillis\":0",
          "\"OldestAge\":[0-9.]+", "\"OldestAge\":0",
          "\"Rates\":\\{[^}]*}", "\"Rates\":{}",
          "(?m)^id: \\d+", "id: 0",
          // In every problem, and of interest in none of the pages but one.
          ",\"instance\":\"[^\"]*\"", "",
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "TIME");

  /** Stands in the pages for what is left out of a line. */
  private static final String LEFT_OUT = "…";

  static Stream<Page> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      List<Path> files =
          Stream.concat(Stream.of(Path.of("README.md")), docs.sorted())
              .filter(file -> file.toString().endsWith(".md"))
              .toList();
      Stream.Builder<Page> pages = Stream.builder();
      for (Path file : files) {
        Page page = Page.read(file);
        if (!page.examples().isEmpty()) {
          pages.add(page);
        }
      }
      return pages.build();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCurlLinePrintsWhatThePageSays(Page page) throws Exception {
    Server server = server();
    server.start();
    try {
      Curl curl = new Curl(server.getURI());
      for (Page.Example example : page.examples()) {
        assertPrints(example.answer(), curl.run(example.command()), example.command());
      }
    } finally {
      server.stop();
    }
  }

  @Test
  void theReadmeTakesAJobThroughItsLifeInFiveLines() throws IOException {
    List<Page.Example> examples = Page.read(Path.of("README.md")).examples();
    assertAll(
        () -> assertEquals(5, examples.size()),
        () -> assertTrue(examples.get(3).answer().contains("CONCLUDED")));
  }

  private static void assertPrints(String page, String printed, String command) {
    String pattern =
        Stream.of(masked(page).split(LEFT_OUT, -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*?"));
    if (!masked(printed).matches(pattern)) {
      assertEquals(masked(page), masked(printed), command);
    }
  }

  /** The server as {@code mvn jetty:run} has it, on any free port. */
  private static Server server() {
    ServletContextHandler webApp = new ServletContextHandler("/");
    webApp.addEventListener(new WebAppListener());
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(webApp);
    return server;
  }

  private static String masked(String answer) {
    String masked = answer;
    for (Map.Entry<String, String> varying : VARYING.entrySet()) {
      masked = masked.replaceAll(varying.getKey(), varying.getValue());
    }
    return masked;
  }
}
