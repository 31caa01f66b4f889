package io.cqueue.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.boot.WebAppListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the curl lines of the README and of {@code docs/} without curl, on pages that have nothing
 * else at a prompt, and compares what they print with what the page says. Each page has a fresh
 * server. {@link CommandsIT} runs all that a reader types, in a shell.
 */
class DocumentationTest {

  /** What blocks of the pages can be in. None has no language: commands could hide there. */
  private static final Set<String> LANGUAGES =
      Set.of("sh", "console", "text", "java", "json", "xml", "ini", "yaml", "sql", "mermaid");

  /**
   * How many blocks of a page nobody but people run, since they take what is not there when the
   * tests run: Docker, a servlet container, a database, an agent, a terminal.
   */
  private static final Map<String, Long> BY_HAND =
      Map.of(
          "README.md", 6L,
          "docs/benchmarks.md", 6L,
          "docs/clients.md", 1L,
          "docs/monitoring.md", 1L,
          "docs/postgres.md", 2L,
          "docs/security.md", 3L,
          "docs/tutorial.md", 1L);

  static Stream<Page> pages() throws IOException {
    return Page.all().stream().filter(page -> !page.curls().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCurlLinePrintsWhatThePageSays(Page page) throws Exception {
    Server server = server();
    server.start();
    try {
      Curl curl = new Curl(server.getURI());
      for (Block.Typed line : page.curls()) {
        Answers.assertPrints(line.answer(), curl.run(line.command()), line.command());
      }
    } finally {
      server.stop();
    }
  }

  @Test
  void theReadmeTakesAJobThroughItsLifeInFiveLines() throws IOException {
    List<Block.Typed> lines = Page.read(Path.of("README.md")).curls();
    assertAll(
        () -> assertEquals(5, lines.size()),
        () -> assertTrue(lines.get(3).answer().contains("CONCLUDED")));
  }

  @Test
  void everyBlockSaysWhatItIsAndThoseThatNoTestRunsAreCounted() throws IOException {
    List<String> unknown = new ArrayList<>();
    Map<String, Long> byHand = new TreeMap<>();
    for (Page page : Page.all()) {
      for (Block block : page.blocks()) {
        if (!LANGUAGES.contains(block.language())) {
          unknown.add(page + ": " + block);
        }
        if (block.isByHand()) {
          byHand.merge(page.toString(), 1L, Long::sum);
        }
      }
    }
    assertEquals(List.of(), unknown);
    assertEquals(new TreeMap<>(BY_HAND), byHand);
  }

  /** The server as {@code mvn jetty:run} has it, on any free port. */
  private static Server server() {
    ServletContextHandler webApp = new ServletContextHandler("/");
    webApp.addEventListener(new WebAppListener());
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(webApp);
    return server;
  }
}
