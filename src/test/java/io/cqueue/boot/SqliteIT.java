package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that keeps its jobs on the disk: killed, started again, copied. */
@Timeout(300)
class SqliteIT {

  private static final Pattern FILE = Pattern.compile("\"File\":\"([^\"]+)\"");

  @TempDir Path temporary = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningWar run(Path data, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--store", "sqlite", "--data", data.toString(), "--port", "0"));
    return RunningWar.start(temporary, all.toArray(String[]::new));
  }

  private String post(int port, String path, String body) throws Exception {
    return send(port, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), path);
  }

  private String send(int port, HttpRequest.Builder request, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpResponse<String> answer = client.send(request.uri(uri).build(), BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 300, answer.body());
    return answer.body();
  }

  /** Until the jobs are read, everything is refused. */
  private void awaitReady(int port) throws Exception {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
    while (client.send(ready, BodyHandlers.ofString()).statusCode() != 200) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatItAnsweredIsThereAfterItWasKilled() throws Exception {
    Path data = temporary.resolve("data");
    try (RunningWar war = run(data)) {
      int port = war.port();
      awaitReady(port);
      assertEquals("{\"ID\":1}", post(port, "/jobs/enqueue", "{\"Payload\":1.0}"));
      assertEquals("{\"ID\":2}", post(port, "/jobs/enqueue", "{\"Payload\":2.0}"));
      post(port, "/jobs/dequeue", "");
      post(port, "/jobs/1/conclude", "{\"Result\":\"done\"}");
    }
    try (RunningWar war = run(data)) {
      int port = war.port();
      awaitReady(port);
      String first = send(port, HttpRequest.newBuilder(), "/jobs/1");
      assertTrue(first.contains("\"Status\":\"CONCLUDED\""), first);
      assertTrue(first.contains("\"Result\":\"done\""), first);
      String second = post(port, "/jobs/dequeue", "");
      assertTrue(second.contains("\"ID\":2") && second.contains("\"Payload\":2.0"), second);
    }
  }

  @Test
  void aSecondServerIsRefusedTheDirectoryInOneLine() throws Exception {
    Path data = temporary.resolve("data");
    try (RunningWar first = run(data)) {
      first.port();
      try (RunningWar second = run(data)) {
        String err = second.restOfErr();
        assertTrue(err.contains("cqueue: another server is using the directory " + data), err);
        assertEquals(1, err.lines().filter(line -> !line.contains(" INFO ")).count(), err);
        assertEquals(1, second.exitCode());
      }
    }
  }

  @Test
  void aCopyThatARunningServerMakesIsWhatItHad() throws Exception {
    Path data = temporary.resolve("data");
    try (RunningWar war = run(data)) {
      int port = war.port();
      awaitReady(port);
      post(port, "/jobs/enqueue", "[{},{},{}]");
      Matcher file = FILE.matcher(post(port, "/backup", ""));
      assertTrue(file.find());
      post(port, "/jobs/enqueue", "{}");
      assertQueued(3, data.resolve(file.group(1)));

      Path copy = temporary.resolve("it's a copy.db");
      try (RunningWar backup = run(data, "backup", copy.toString())) {
        String said = backup.restOfOut();
        assertEquals(copy + " has " + Files.size(copy) + " bytes", said);
        assertEquals(0, backup.exitCode());
      }
      assertQueued(4, copy);
    }
  }

  private void assertQueued(int count, Path copy) throws Exception {
    Path data = Files.createTempDirectory(temporary, "copy");
    Files.copy(copy, data.resolve("cqueue.db"));
    try (RunningWar war = run(data)) {
      int port = war.port();
      awaitReady(port);
      String stats = send(port, HttpRequest.newBuilder(), "/jobs/stats");
      assertTrue(stats.contains("\"Queued\":" + count + ","), stats);
    }
  }

  @Test
  void aCopyIsRefusedWhereSomethingIsOrNothingIsToBeCopied() throws Exception {
    Path data = temporary.resolve("data");
    try (RunningWar backup = run(data, "backup", temporary.resolve("copy.db").toString())) {
      assertTrue(backup.restOfErr().startsWith("cqueue: there is no " + data));
      assertEquals(1, backup.exitCode());
    }
    try (RunningWar war = run(data)) {
      war.port();
      Path taken = Files.createFile(temporary.resolve("taken.db"));
      try (RunningWar backup = run(data, "backup", taken.toString())) {
        assertTrue(backup.restOfErr().startsWith("cqueue: " + taken + " exists already"));
        assertEquals(1, backup.exitCode());
      }
    }
  }
}
