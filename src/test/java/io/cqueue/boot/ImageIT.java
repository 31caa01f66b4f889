package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in the image is enough for cqueue, and no more. */
@Tag("root")
@Timeout(300)
final class ImageIT {

  private static final Map<String, String> ANY_PORT =
      Map.of("CQUEUE_ADDR", "127.0.0.1", "CQUEUE_PORT", "0");

  @TempDir private static Path directory = Path.of("");
  private static Image image;

  @BeforeAll
  static void layOut() throws Exception {
    image = Image.layOut(directory);
  }

  @AfterAll
  static void remove() throws Exception {
    image.unmount();
  }

  /** A server in the image; whoever has started it ends it. */
  private record Running(Process process, int port) {

    static Running start(Map<String, String> settings) throws Exception {
      Map<String, String> environment = new HashMap<>(ANY_PORT);
      environment.putAll(settings);
      Process process = image.start(environment);
      BufferedReader out = process.inputReader();
      StringBuilder said = new StringBuilder();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith("cqueue listens on ")) {
          return new Running(
              process, Integer.parseInt(line.replaceFirst(".*127.0.0.1:(\\d+).*", "$1")));
        }
      }
      throw new AssertionError(said);
    }

    String post(String path, String body) throws Exception {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    int health(Map<String, String> settings) throws Exception {
      Map<String, String> environment = new HashMap<>(settings);
      environment.put("CQUEUE_PORT", String.valueOf(port));
      return image.health(environment);
    }

    /** Sends SIGTERM and gives the exit code. */
    int stop() throws Exception {
      process.destroy();
      return process.waitFor();
    }
  }

  @Test
  void javaIsTheOnlyProgram() throws Exception {
    List<String> programs;
    try (Stream<Path> files = Files.walk(image.root().resolve("opt"))) {
      programs =
          files
              .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
              .map(file -> image.root().relativize(file).toString())
              .filter(file -> !file.matches(".*\\.so"))
              .sorted()
              .collect(Collectors.toList());
    }
    // What Java starts other programs with, of which there are none.
    programs.remove("opt/java/lib/jexec");
    programs.remove("opt/java/lib/jspawnhelper");
    assertEquals(List.of("opt/java/bin/java"), programs);
    for (String no : List.of("bin/sh", "usr/bin/sh", "bin/busybox", "usr/bin/env")) {
      assertTrue(Files.notExists(image.root().resolve(no)), no);
    }
  }

  @Test
  void aJobSurvivesAStop() throws Exception {
    Map<String, String> settings = Map.of("CQUEUE_STORE", "sqlite", "CQUEUE_DATA", "/data");
    Running first = Running.start(settings);
    try {
      assertEquals("{\"ID\":1}", first.post("/jobs/enqueue", "{}").strip());
    } finally {
      assertEquals(0, first.stop());
    }
    Running second = Running.start(settings);
    try {
      String job = second.post("/jobs/dequeue", "");
      assertTrue(job.startsWith("{\"ID\":1,"), job);
      assertEquals(0, second.health(settings));
    } finally {
      second.stop();
    }
    assertEquals(1, second.health(settings));
  }

  @Test
  void itSaysThatItIsWellByTlsToo() throws Exception {
    PemFiles files = PemFiles.make(directory, "EC", "elsewhere");
    Path data = image.root().resolve("data");
    Files.writeString(data.resolve("tls.crt"), files.certificatePem());
    Files.writeString(data.resolve("tls.key"), files.keyPem());
    Map<String, String> settings =
        Map.of(
            "CQUEUE_TLS_CERTIFICATE",
            "/data/tls.crt",
            "CQUEUE_TLS_KEY",
            "/data/tls.key",
            "CQUEUE_CONTEXT_PATH",
            "/queue");
    Running server = Running.start(settings);
    try {
      assertEquals(0, server.health(settings));
    } finally {
      server.stop();
    }
  }
}
