package io.cqueue.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.boot.InProcessServer;
import io.cqueue.core.NewJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the fuzzer and the soak have found, each as a test of its own. */
@Timeout(60)
final class FoundTest {

  private static Set<Thread> lateThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("cqueue-late-answer-"))
        .collect(Collectors.toSet());
  }

  private static void await(BooleanSupplier condition) {
    long limit = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < limit, "it does not come");
      Thread.onSpinWait();
    }
  }

  /**
   * It was written to before the container allowed it, on a half-made stream: the listener got
   * nothing, the log an exception, and the queue kept it for ever.
   */
  @Test
  void anEventThatComesWhileAListenerIsArrivingWaitsUntilItCanBeWritten() throws Exception {
    try (InProcessServer server = InProcessServer.start(Map.of())) {
      List<Thread> tooEarly = new ArrayList<>();
      server.onListen(
          wake -> {
            Set<Thread> before = lateThreads();
            wake.run();
            tooEarly.addAll(lateThreads());
            tooEarly.removeAll(before);
          });
      Client client = new Client(server.connect());

      client.send(
          "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await(() -> client.answer(10) != null);
      assertTrue(client.isListening());
      long id = server.queue().enqueue(NewJob.ofType("X")).id();
      await(() -> client.events().contains("\"ID\":" + id));
      client.hangUp();

      assertEquals(List.of(), tooEarly);
    }
  }

  /** It had the headers of a stream, and a charset that no other problem has. */
  @Test
  void whoMayNotListenGetsAProblemLikeAnyOther() throws Exception {
    Path tokens = Files.createTempFile("tokens", "");
    Files.write(tokens, TokenTrial.tokens());
    try (InProcessServer server = InProcessServer.start(Map.of("tokens", tokens.toString()))) {
      Client client = new Client(server.connect());
      client.send(
          "GET /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer consume\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      Heard answer = client.answer(20_000);
      assertNotNull(answer);
      assertEquals(403, answer.status());
      answer.check(false);
      assertFalse(answer.headers().containsKey("x-accel-buffering"), answer::toString);
    } finally {
      Files.delete(tokens);
    }
  }
}
