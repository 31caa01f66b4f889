package io.cqueue.docs;

import io.cqueue.container.Dist;
import io.cqueue.container.JavaJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Types everything that the README and {@code docs/} show for a shell into a shell, page by page,
 * each with a fresh server. No command may fail, and each answer must be the one that the page has.
 */
@Tag("recipes")
@Timeout(300)
final class CommandsIT {

  private static final String AT_ONCE = "-Dcqueue.drain-timeout=0";

  /** Where pages have another server. */
  private static final String SECOND = "localhost:3001";

  /** Pages about a store need it. */
  private static final Map<String, String> STORES = Map.of("docs/durability.md", "sqlite");

  @TempDir private Path directory = Path.of("");

  static Stream<Page> pages() throws IOException {
    return Page.all().stream().filter(page -> page.blocks().stream().anyMatch(CommandsIT::isRun));
  }

  private static boolean isRun(Block block) {
    return block.isForTheShell() && !block.isByHand();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everythingThatAReaderTypesDoesWhatThePageSays(Page page) throws Exception {
    Path there = Files.createDirectory(directory.resolve("there"));
    for (String name : List.of("docs", "target")) {
      Files.createSymbolicLink(there.resolve(name), Path.of(name).toAbsolutePath());
    }
    Files.createSymbolicLink(there.resolve("cqueue.war"), Dist.war());
    for (String name : List.of("var", "backups")) {
      Files.createDirectory(there.resolve(name));
    }
    try (JavaJar server = JavaJar.start(directory, options(page));
        JavaJar second = page.mentions(SECOND) ? JavaJar.start(directory, AT_ONCE) : server) {
      Map<String, String> replaced = new LinkedHashMap<>();
      replaced.put("localhost:3000", server.uri().getAuthority());
      replaced.put(SECOND, second.uri().getAuthority());
      replaced.put("/path/to/cqueue.war", "cqueue.war");
      replaced.put("/var/lib/", "var/");
      replaced.put("/backups/", "backups/");
      Session session = new Session(there, replaced);
      for (Block block : page.blocks()) {
        if (isRun(block) || block.file().isPresent()) {
          session.type(block);
        }
      }
      session.run(Map.of("CQUEUE_URL", server.uri().toString(), "CQUEUE_PORT", "0"));
    }
  }

  private String[] options(Page page) {
    // Where pages have jobs posted, it is to this machine.
    List<String> options = new ArrayList<>(List.of(AT_ONCE, "-Dcqueue.push-private=true"));
    String store = STORES.get(page.toString());
    if (store != null) {
      options.add("-Dcqueue.store=" + store);
      options.add("-Dcqueue.data=" + directory.resolve("data"));
    }
    return options.toArray(String[]::new);
  }
}
