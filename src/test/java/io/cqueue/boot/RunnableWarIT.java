package io.cqueue.boot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RunnableWarIT {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path temporary = Path.of("");

  @Test
  void saysWhereItListensAndAnswersAndLeavesNothingBehind() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--port", "0")) {
      String answer =
          ask(war.port(), "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
      assertTrue(answer.contains("\"Name\":\"cqueue\""), answer);
      war.terminate();
      assertEquals(0, war.exitCode());
      assertEquals("", war.restOfOut());
    }
    assertNothingIsLeft();
  }

  @Test
  void startsFromADirectoryWhereItIsUnpackedAlready(@TempDir Path home) throws Exception {
    unpackWar(home);
    try (RunningWar war = RunningWar.startUnpacked(home, temporary, "serve", "--port", "0")) {
      String page =
          "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
      String answer = ask(war.port(), page);
      assertTrue(answer.contains("<!doctype html>"), answer);
      assertNothingIsLeft();
    }
  }

  @Test
  void hasEverythingUnderItsContextPath() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--port", "0", "--context-path", "/a/b")) {
      int port = war.port();
      String rest =
          " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      assertTrue(ask(port, "POST /a/b/jobs/dequeue" + rest).startsWith("HTTP/1.1 204"));
      assertIsProblem(404, ask(port, "POST /jobs/dequeue" + rest));
    }
  }

  @Test
  void answersWhatIsNotEvenHttpWithAProblem() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--port", "0")) {
      int port = war.port();
      String rest = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
      assertIsProblem(400, ask(port, "GET /jobs/%2F" + rest + "\r\n"));
      assertIsProblem(400, ask(port, "GET /jobs/a%zz" + rest + "\r\n"));
      assertIsProblem(400, ask(port, "GARBAGE\r\n\r\n"));
      assertIsProblem(405, ask(port, "TRACE /jobs/stats" + rest + "\r\n"));
      assertIsProblem(400, ask(port, "GET /" + rest + "Host: a b\r\n\r\n"));
      assertIsProblem(400, ask(port, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"));
      String longHeader = "X: " + "x".repeat(10_000) + "\r\n";
      assertIsProblem(431, ask(port, "GET /" + rest + longHeader + "\r\n"));
    }
  }

  @Test
  void printsHelp() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--help")) {
      assertTrue(war.restOfOut().contains("--context-path"));
      assertEquals(0, war.exitCode());
    }
    assertNothingIsLeft();
  }

  @Test
  void printsItsVersion() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--version")) {
      String version = war.restOfOut();
      assertTrue(version.matches("cqueue \\d+\\.\\d+\\.\\d+\\S*"), version);
      assertEquals(0, war.exitCode());
    }
  }

  @Test
  void anUnknownOptionIsOneLineAndExitCode2() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--prot=1")) {
      assertEquals("cqueue: Unknown option: '--prot=1' (try --help)", war.restOfErr());
      assertEquals(2, war.exitCode());
    }
    assertNothingIsLeft();
  }

  @Test
  void aWrongConfigurationIsExitCode2() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--port=x", "--max-body=y")) {
      String message = war.restOfErr();
      assertTrue(message.contains("port: \"x\" must be"), message);
      assertTrue(message.contains("max-body: \"y\" must be"), message);
      assertEquals("", war.restOfOut());
      assertEquals(2, war.exitCode());
    }
  }

  @Test
  void anAddressThatIsNoneIsOneLineThatNamesTheSetting() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--port=0", "--trusted-proxies=999.1.1.1")) {
      String message = war.restOfErr();
      assertEquals(
          "cqueue: the configuration is wrong:\n  trusted-proxies: \"999.1.1.1\" must be IP"
              + " addresses, or ranges such as 10.0.0.0/8 (--trusted-proxies)",
          message.strip());
      assertEquals(2, war.exitCode());
    }
    try (RunningWar war = RunningWar.start(temporary, "--port=0", "--addr=no-such-host.invalid")) {
      String message = war.restOfErr();
      assertTrue(message.contains("addr: no-such-host.invalid can be reached"), message);
      assertEquals(1, message.lines().filter(line -> !line.startsWith("  ")).count(), message);
    }
    assertNothingIsLeft();
  }

  @Test
  void withoutTokensItListensForOtherMachinesOnlyIfThatIsMeant() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--addr=0.0.0.0", "--port=0")) {
      String message = war.restOfErr();
      assertTrue(message.contains("addr: 0.0.0.0 can be reached from other machines"), message);
      assertEquals("", war.restOfOut());
      assertEquals(2, war.exitCode());
    }
    assertNothingIsLeft();
    try (RunningWar war =
        RunningWar.start(temporary, "--addr=0.0.0.0", "--port=0", "--insecure=true")) {
      war.awaitLog("insecure=true: everybody who reaches this server may do everything");
    }
  }

  @Test
  void aTakenPortIsOneLineAndExitCode1() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, HERE);
        RunningWar war =
            RunningWar.start(temporary, "--port", String.valueOf(taken.getLocalPort()))) {
      String expected = "cqueue: cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ";
      String message = war.restOfErr();
      assertTrue(message.startsWith(expected), message);
      assertEquals(1, message.lines().count(), message);
      assertEquals(1, war.exitCode());
    }
    assertNothingIsLeft();
  }

  @Test
  void onSigtermARequestInFlightIsAnsweredAndNoNewOneTaken() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--port", "0")) {
      int port = war.port();
      try (Socket client = new Socket(HERE, port)) {
        BufferedReader answer =
            new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        send(client, "POST /jobs/enqueue HTTP/1.1\r\nHost: localhost\r\n");
        send(client, "Expect: 100-continue\r\nContent-Length: 16\r\n\r\n");
        // By this the server says that the request is in its hands.
        assertEquals("HTTP/1.1 100 Continue", answer.readLine());
        assertEquals("", answer.readLine());
        send(client, "{\"Type\":");
        war.terminate();
        war.awaitLog("Stopping");
        awaitRefusal(port);
        send(client, "\"SLOW\" }");
        assertEquals("HTTP/1.1 201 Created", answer.readLine());
        assertTrue(answer.lines().collect(Collectors.joining("\n")).contains("{\"ID\":1}"));
      }
      assertEquals(0, war.exitCode());
    }
    assertNothingIsLeft();
  }

  @Test
  void onSigtermThoseWhoWaitAreAnsweredAndStreamsEnd() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--port=0");
        Socket consumer = new Socket(HERE, war.port());
        Socket listener = new Socket(HERE, consumer.getPort())) {
      send(listener, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
      listener.getInputStream().readNBytes("HTTP/1.1 200 OK".length());
      send(consumer, "POST /jobs/dequeue?wait=60 HTTP/1.1\r\nHost: localhost\r\n");
      send(consumer, "Content-Length: 0\r\n\r\n");
      String stats = "GET /jobs/stats HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      while (!ask(consumer.getPort(), stats).contains("\"WaitingConsumers\":1")) {
        Thread.onSpinWait();
      }
      war.terminate();
      // Both by themselves, long before the wait or the drain timeout is over.
      String answer = new String(consumer.getInputStream().readAllBytes(), US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 204 No Content"), answer);
      String events = new String(listener.getInputStream().readAllBytes(), US_ASCII);
      assertTrue(events.endsWith("0\r\n\r\n"), "the last chunk: " + events);
      assertEquals(0, war.exitCode());
    }
    assertNothingIsLeft();
  }

  @Test
  void onSigtermARequestThatTakesLongerThanTheDrainTimeoutIsCutOff() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--port=0", "--drain-timeout=0.1");
        Socket client = new Socket(HERE, war.port())) {
      send(client, "POST /jobs/enqueue HTTP/1.1\r\nHost: localhost\r\n");
      send(client, "Expect: 100-continue\r\nContent-Length: 16\r\n\r\n");
      client.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      war.terminate();
      war.awaitLog("were cut off");
      assertEquals(0, war.exitCode());
    }
    assertNothingIsLeft();
  }

  @Test
  void atDebugLevelTheLogHasEachRequestByItsIdAndEachChangeOfAJob() throws Exception {
    try (RunningWar war = RunningWar.start(temporary, "--port=0", "--log-level=debug")) {
      int port = war.port();
      enqueue(port);
      war.awaitLog(" DEBUG io.cqueue.requests [my-id] POST jobs/enqueue 201");
      // The line about the first job may have come before that.
      enqueue(port);
      war.awaitLog(" DEBUG io.cqueue.jobs job 2 of queue default, type T: QUEUED, attempt 0");
    }
  }

  @Test
  void theLogCanBeJson() throws Exception {
    try (RunningWar war =
        RunningWar.start(temporary, "--port=0", "--log-level=debug", "--log-format=json")) {
      enqueue(war.port());
      war.awaitLog("\"request\":\"my-id\",\"message\":\"POST jobs/enqueue 201\"}");
    }
  }

  private static void enqueue(int port) throws IOException {
    String head = "POST /jobs/enqueue HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: my-id\r\n";
    ask(port, head + "Content-Length: 12\r\nConnection: close\r\n\r\n{\"Type\":\"T\"}");
  }

  private static String ask(int port, String request) throws IOException {
    try (Socket client = new Socket(HERE, port)) {
      send(client, request);
      client.shutdownOutput();
      return new String(client.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static void assertIsProblem(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("Content-Type: application/problem+json"), answer);
    assertTrue(answer.contains("\"status\":" + status), answer);
  }

  private static void awaitRefusal(int port) {
    boolean accepted = true;
    while (accepted) {
      try (Socket client = new Socket(HERE, port)) {
        accepted = client.isConnected();
      } catch (IOException refused) {
        accepted = false;
      }
    }
  }

  private void assertNothingIsLeft() {
    File directory = temporary.toFile();
    assertArrayEquals(new String[0], Objects.requireNonNull(directory.list()));
  }

  private static void unpackWar(Path target) throws IOException {
    try (JarFile war = new JarFile(new File("target/cqueue.war"))) {
      for (var entry : war.stream().filter(entry -> !entry.isDirectory()).toList()) {
        Path file = target.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.copy(war.getInputStream(entry), file);
      }
    }
  }
}
