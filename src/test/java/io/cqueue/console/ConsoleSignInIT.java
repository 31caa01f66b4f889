package io.cqueue.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console of a server that wants to know who asks. */
@Tag("browser")
@Timeout(300)
final class ConsoleSignInIT {

  private static final String TOKEN = "s3cret-token";

  @TempDir private static Path directory;
  private static Server server;
  private static Gate gate;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    server = Server.start(directory);
    gate = new Gate(server.uri(), TOKEN);
    browser = new Browser(gate.uri(), directory.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    browser.close();
    gate.close();
    server.close();
  }

  @Test
  void whoeverSignsInSeesAllOfItLiveAndTheTokenIsInNoAddress() {
    browser.open("#/queues/secret");
    browser.see("This server wants to know who asks.");
    assertEquals("false", browser.eval("document.body.innerText.includes('Enqueue')"));
    browser.type("Token", "wrong");
    browser.press("Sign in");
    browser.see("The server does not know this token.");
    browser.type("Token", TOKEN);
    browser.press("Sign in");
    browser.see("No job here yet");
    browser.see("Live");
    browser.see("curl -H \"Authorization: Bearer $TOKEN\" -d");

    server.enqueue("secret");
    browser.until("the job", () -> browser.count("tbody tr") == 1);
    assertTrue(browser.address().equals("#/queues/secret"), browser::address);
    assertFalse(gate.addresses().isEmpty());
    assertTrue(
        gate.addresses().stream().noneMatch(each -> each.contains(TOKEN)),
        () -> gate.addresses() + "");
    assertEquals("null", browser.eval("localStorage.getItem('cqueue.token')"));

    browser.open("#/");
    browser.see("secret");
    browser.press("Sign out");
    browser.see("This server wants to know who asks.");
    assertEquals("null", browser.eval("sessionStorage.getItem('cqueue.token')"));
  }
}
