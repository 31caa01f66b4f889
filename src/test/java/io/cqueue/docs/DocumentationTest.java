package io.cqueue.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.boot.WebAppListener;
import io.cqueue.http.ErrorServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.glassfish.jersey.test.ServletDeploymentContext;
import org.glassfish.jersey.test.grizzly.GrizzlyWebTestContainerFactory;
import org.glassfish.jersey.test.spi.TestContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every curl line of the README and of {@code docs/} and compares what it prints with what the
 * page says. Each page has a fresh server.
 */
class DocumentationTest {

  /** What differs from run to run: times, and how long something took. */
  private static final Map<String, String> VARYING =
      Map.of(
          "\"UptimeMillis\":\\d+", "\"UptimeMillis\":0",
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "TIME");

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
    TestContainer server = server();
    server.start();
    try {
      Curl curl = new Curl(URI.create("http://127.0.0.1:" + server.getBaseUri().getPort()));
      for (Page.Example example : page.examples()) {
        assertEquals(
            masked(example.answer()), masked(curl.run(example.command())), example.command());
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

  /** The web application as web.xml describes it; the framework insists on a servlet beside it. */
  private static TestContainer server() {
    ServletDeploymentContext webApp =
        ServletDeploymentContext.forServlet(new ErrorServlet())
            .servletPath("framework")
            .addListener(WebAppListener.class)
            .build();
    return new GrizzlyWebTestContainerFactory().create(URI.create("http://127.0.0.1:0/"), webApp);
  }

  private static String masked(String answer) {
    String masked = answer;
    for (Map.Entry<String, String> varying : VARYING.entrySet()) {
      masked = masked.replaceAll(varying.getKey(), varying.getValue());
    }
    return masked;
  }
}
