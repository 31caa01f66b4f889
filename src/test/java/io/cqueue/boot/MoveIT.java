package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands export and import, between servers that run. */
@Timeout(120)
class MoveIT {

  /** More than a request may have. */
  private static final int MANY = 200;

  @TempDir Path temporary = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningWar run(String... arguments) throws IOException {
    return RunningWar.start(temporary, arguments);
  }

  private HttpResponse<String> post(int port, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    while (answer.statusCode() == 503) {
      // Until its jobs are read.
      answer = client.send(request, BodyHandlers.ofString());
    }
    return answer;
  }

  @Test
  void jobsInMemoryGoToTheDiskWithTheirIdsAndTheirConsumers() throws Exception {
    Path file = temporary.resolve("jobs.ndjson");
    String data = temporary.resolve("data").toString();
    String payload = "{\"Payload\":\"" + "x".repeat(1000) + "\"}";
    try (RunningWar memory = run("--port", "0");
        RunningWar sqlite =
            run("--port", "0", "--store", "sqlite", "--data", data, "--max-body", "20000")) {
      int from = memory.port();
      int to = sqlite.port();
      for (int i = 0; i < MANY; i++) {
        assertEquals(201, post(from, "/jobs/enqueue", payload).statusCode());
      }
      assertEquals(200, post(from, "/jobs/dequeue", "").statusCode());
      String fromUrl = "http://127.0.0.1:" + from;
      String toUrl = "http://127.0.0.1:" + to + "/";

      try (RunningWar export = run("export", "--url", fromUrl, file.toString())) {
        String said = export.restOfOut();
        assertEquals(0, export.exitCode(), export.restOfErr());
        assertEquals(file + " has " + Files.size(file) + " bytes", said);
      }
      assertTrue(Files.size(file) > 200_000);
      try (RunningWar load = run("import", "--url", toUrl, file.toString())) {
        assertEquals("{\"Jobs\":" + MANY + "}", load.restOfOut());
        assertEquals(0, load.exitCode());
      }
      assertEquals(200, post(to, "/jobs/1/conclude", "{\"Attempt\":1}").statusCode());
      assertTrue(post(to, "/jobs/dequeue", "").body().startsWith("{\"ID\":2,"));
      assertEquals("{\"ID\":201}", post(to, "/jobs/enqueue", "{}").body());
      try (RunningWar again = run("import", "--url", toUrl, file.toString())) {
        String err = again.restOfErr();
        assertTrue(err.startsWith("cqueue: nothing was imported: the server said 409"), err);
        assertEquals(1, again.exitCode());
      }
      try (RunningWar again = run("export", "--url", fromUrl, file.toString())) {
        assertEquals("cqueue: " + file + " exists already", again.restOfErr());
        assertEquals(1, again.exitCode());
      }
    }
  }

  @Test
  void whereThereIsNoServerTheCommandsSaySo() throws Exception {
    Path file = temporary.resolve("jobs.ndjson");
    try (RunningWar export = run("export", "--url", "http://127.0.0.1:1", file.toString())) {
      String err = export.restOfErr();
      assertTrue(err.startsWith("cqueue: no answer from http://127.0.0.1:1/: "), err);
      assertEquals(1, export.exitCode());
    }
    assertFalse(Files.exists(file));
    try (RunningWar load = run("import", "--url", "http://127.0.0.1:1", file.toString())) {
      assertEquals("cqueue: there is no " + file, load.restOfErr());
      assertEquals(1, load.exitCode());
    }
  }
}
