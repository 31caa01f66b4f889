package io.cqueue.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nobody is kept out: axe, which knows the rules of WCAG, finds nothing in any view, light or dark,
 * on a wide window or a phone, and nothing has to be scrolled sideways.
 */
@Tag("browser")
@Timeout(300)
final class ConsoleForAllIT {

  @TempDir private static Path directory;
  private static Server server;
  private static Browser browser;
  private static String axe;
  private static long failed;

  @BeforeAll
  static void start() throws IOException {
    try (InputStream script = ConsoleForAllIT.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    }
    server = Server.start(directory);
    failed = server.fail("mail");
    server.post(
        "/jobs/enqueue", "[{'Queue':'mail','Payload':{'a':1}},{'Queue':'mail','Delay':900}]");
    server.enqueue("reports");
    server.post("/queues/reports/pause", "");
    server.send("PUT", "/schedules/often", "{'Cron':'*/5 * * * *'}");
    browser = new Browser(server.uri(), directory.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 390", "dark, 390"})
  void axeFindsNothing(String scheme, int width) {
    browser.look(scheme, width);
    check("#/", "reports");
    check("#/queues/mail", "Cancel");
    check("#/queues/nothing", "No job here yet");
    check("#/queues/mail?status=BLOCKED", "No such job here");
    check("#/jobs/" + failed, "no such mailbox");
    check("#/jobs/999999", "There is no such job");
    check("#/schedules", "often");
    browser.open("#/queues/mail");
    dialog("Enqueue", "Payload");
    dialog("Settings", "First pause");
    dialog("Purge", "This cancels 2 jobs");
    dialog("Drain", "Drain this server?");
    dialog("Keyboard shortcuts", "Next row");
  }

  private static void check(String hash, String sign) {
    browser.open(hash);
    browser.see(sign);
    assertNothingIsFound(hash);
    assertEquals("true", browser.eval("document.documentElement.scrollWidth <= innerWidth"), hash);
  }

  private static void dialog(String button, String sign) {
    browser.press(button);
    browser.see(sign);
    assertNothingIsFound(button);
    browser.run("document.querySelector('dialog').close()");
    browser.until("the dialog is closed", () -> browser.count("dialog") == 0);
  }

  private static void assertNothingIsFound(String where) {
    browser.run(axe);
    String found =
        browser.await(
            "axe.run().then((r) => r.passes.length + ' passed. ' + r.violations.map((v) => v.id +"
                + " ' at ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join()).join())");
    assertTrue(found.endsWith("passed. "), () -> where + ": " + found);
    assertNotEquals("0 passed. ", found, where);
  }
}
