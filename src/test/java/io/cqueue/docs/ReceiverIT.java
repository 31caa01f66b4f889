package io.cqueue.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Job;
import io.cqueue.client.NewJob;
import io.cqueue.container.JavaJar;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the receiver of {@code docs/clients}, to which a server posts jobs. */
@Tag("recipes")
@Timeout(300)
final class ReceiverIT {

  private static final Path RECEIVER = Path.of("docs/clients/receiver.py").toAbsolutePath();
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory = Path.of("");

  @Test
  void whatIsSignedIsDoneAndNothingElse() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("python3", RECEIVER.toString());
    builder.environment().putAll(Map.of("CQUEUE_SECRET", SECRET, "RECEIVER_PORT", "0"));
    Process receiver = builder.redirectError(directory.resolve("log").toFile()).start();
    try (BufferedReader lines = receiver.inputReader();
        JavaJar server = JavaJar.start(directory, "-Dcqueue.push-private=true")) {
      String port = lines.readLine().replaceAll("\\D", "");
      CqueueClient client = CqueueClient.to(server.uri());
      push(server.uri(), "signed", port, SECRET);
      push(server.uri(), "forged", port, SECRET.replace('M', 'N'));
      NewJob job = NewJob.of("UPPER").maxAttempts(1).payload(Map.of("Text", "hello"));

      Job done = client.await(client.enqueue(job.queue("signed")), LONG).orElseThrow();
      assertEquals(Map.of("Text", "HELLO"), Objects.requireNonNull(done.result()).value());
      long forged = client.enqueue(job.queue("forged"));
      assertEquals("FAILED", client.await(forged, LONG).orElseThrow().status());
    } finally {
      receiver.destroyForcibly().onExit().join();
    }
  }

  private static void push(URI server, String queue, String port, String secret) throws Exception {
    String url = "http://127.0.0.1:" + port + "/";
    String body = "{\"Push\":{\"URL\":\"" + url + "\",\"Secret\":\"" + secret + "\"}}";
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/queues/" + queue))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer::body);
  }
}
