package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.remote.RemoteCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that are clients, from the WAR. */
@Timeout(180)
class CliIT {

  @TempDir private Path directory = Path.of("");

  private void assertRuns(int exitCode, String out, String err, String... args)
      throws IOException, InterruptedException {
    try (RunningWar war = RunningWar.start(directory, args)) {
      assertEquals(err, war.restOfErr());
      assertEquals(out, war.restOfOut());
      assertEquals(exitCode, war.exitCode());
    }
  }

  @Test
  void theExitCodeSaysHowItWent() throws Exception {
    try (RunningWar server = RunningWar.start(directory, "--port", "0")) {
      String url = "--url=http://127.0.0.1:" + server.port();
      assertRuns(0, "{\"ID\":1}", "", "enqueue", url);
      assertRuns(3, "", "cqueue: there is no job 2", "get", "2", url);
      assertRuns(4, "", "cqueue: There is no job 2.", "cancel", "2", url);
      String unknown = "cqueue: Unknown option: '--nope' (try --help)";
      assertRuns(2, "", unknown, "stats", "--nope", url);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (RunningWar war = RunningWar.start(directory, "stats", "--url=http://127.0.0.1:" + port)) {
      String message = war.restOfErr();
      assertTrue(message.startsWith("cqueue: no answer from the server: "), message);
      assertEquals(1, message.lines().count(), message);
      assertEquals(1, war.exitCode());
    }
  }

  @Test
  void theyUnpackNothing() throws Exception {
    try (RunningWar war = RunningWar.start(directory, "watch", "--help")) {
      assertTrue(war.restOfOut().contains("--interval"));
      assertEquals(0, war.exitCode());
    }
    assertArrayEquals(new String[0], Objects.requireNonNull(directory.toFile().list()));
  }

  @Test
  void theLauncherKnowsAllOfThem() {
    assertEquals(RemoteCommands.NAMES, Launcher.CLIENTS);
  }

  @Test
  void aShellCanCompleteThem() throws Exception {
    try (RunningWar war = RunningWar.start(directory, "completion")) {
      String script = war.restOfOut();
      assertTrue(script.contains("complete -F _complete_cqueue"), script);
      assertTrue(script.contains("--concurrency"), script);
      assertEquals(0, war.exitCode());
    }
  }
}
