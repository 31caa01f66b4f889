package io.cqueue.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.container.JavaJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for a while, stands still, or fails. */
@Tag("root")
@Timeout(300)
final class DiskIT {

  private static final int ENOUGH = 10_000;

  /** More than the server has threads. */
  private static final int MANY = 100;

  private static final String PAYLOAD = "{\"Payload\":\"" + "x".repeat(10_000) + "\"}";
  private static final int PATIENCE_MILLIS = 60_000;
  private static final Pattern ID = Pattern.compile("\"ID\":(\\d+)");

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private LoopDisk disk;
  private JavaJar server;

  @BeforeEach
  void start() throws Exception {
    disk = LoopDisk.create(directory, 16);
    startServer();
  }

  private void startServer() throws Exception {
    String data = "-Dcqueue.data=" + disk.path().resolve("data");
    server = JavaJar.start(directory, "-Dcqueue.store=sqlite", data);
    await(200);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    disk.unmount();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
    URI uri = server.uri().resolve(path);
    return http.send(request.uri(uri).build(), BodyHandlers.ofString());
  }

  /** Until the server is ready, or is not any more. */
  private void await(int status) throws Exception {
    while (send(HttpRequest.newBuilder(), "/health/ready").statusCode() != status) {
      Thread.onSpinWait();
    }
  }

  private static long id(HttpResponse<String> answer) {
    Matcher matcher = ID.matcher(answer.body());
    assertTrue(matcher.find(), answer.body());
    return Long.parseLong(matcher.group(1));
  }

  private void assertRefused(HttpResponse<String> answer, String why) {
    assertEquals(503, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("urn:cqueue:store-unavailable"), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
  }

  /** Whatever the server has, which must be what it said that it took. */
  private void assertKept(List<Long> ids) throws Exception {
    String stats = send(HttpRequest.newBuilder(), "/jobs/stats").body();
    assertTrue(stats.contains("\"Queued\":" + ids.size() + ","), stats);
    for (long id : ids) {
      assertEquals(200, send(HttpRequest.newBuilder(), "/jobs/" + id).statusCode());
    }
  }

  private void assertWorks(long first) throws Exception {
    HttpResponse<String> job = post("/jobs/dequeue", "");
    assertEquals(first, id(job));
    assertEquals(200, post("/jobs/" + first + "/conclude", "").statusCode());
    assertEquals(201, post("/jobs/enqueue", PAYLOAD).statusCode());
  }

  @Test
  void whenTheDiskIsFullNothingIsLostAndItGoesOnByItselfOnceThereIsRoom() throws Exception {
    Path ballast = Files.write(disk.path().resolve("ballast"), new byte[8 << 20]);
    List<Long> ids = new ArrayList<>();
    HttpResponse<String> answer = post("/jobs/enqueue", PAYLOAD);
    while (answer.statusCode() == 201 && ids.size() < ENOUGH) {
      ids.add(id(answer));
      answer = post("/jobs/enqueue", PAYLOAD);
    }
    assertRefused(answer, "the disk is full.");
    await(503);
    assertRefused(post("/jobs/dequeue", ""), "at the moment");
    assertRefused(send(HttpRequest.newBuilder(), "/jobs/" + ids.get(0)), "at the moment");

    Files.delete(ballast);
    await(200);
    assertKept(ids);
    assertWorks(ids.get(0));
  }

  @Test
  void whileTheDiskStandsStillWhoeverWaitsForItHoldsNobodyUp() throws Exception {
    long id = id(post("/jobs/enqueue", PAYLOAD));
    List<Socket> waiting = new ArrayList<>();
    disk.freeze();
    try {
      for (int i = 0; i < MANY; i++) {
        waiting.add(ask(i % 2 == 0 ? "POST /jobs/enqueue" : "GET /jobs/" + id));
      }
      // On a connection of its own, which the server sees after all of theirs.
      assertEquals("HTTP/1.1 200 OK", status(ask("GET /health/live")));
    } finally {
      disk.thaw();
    }
    for (int i = 0; i < MANY; i++) {
      String expected = i % 2 == 0 ? "HTTP/1.1 201 Created" : "HTTP/1.1 200 OK";
      assertEquals(expected, status(waiting.get(i)));
    }
    assertWorks(id);
  }

  /** A request on a connection of its own; it is with the server when this returns. */
  private Socket ask(String request) throws IOException {
    Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    String head = request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String status(Socket asked) throws IOException {
    try (asked) {
      Reader answer = new InputStreamReader(asked.getInputStream(), StandardCharsets.US_ASCII);
      return new BufferedReader(answer).readLine();
    }
  }

  @Test
  void whenTheDiskFailsEverythingIsRefusedAndNothingIsLostWhenItHasBeenRepaired() throws Exception {
    List<Long> ids = List.of(id(post("/jobs/enqueue", PAYLOAD)));
    disk.fail();
    assertRefused(post("/jobs/enqueue", PAYLOAD), "the disk");
    await(503);
    assertRefused(post("/jobs/dequeue", ""), "at the moment");

    server.close();
    disk = disk.repair();
    startServer();
    assertKept(ids);
    assertWorks(ids.get(0));
  }
}
