package io.cqueue.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cqueue.container.JavaJar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Some pages of the file have become something else. It takes the program sqlite3. */
@Tag("root")
@Timeout(300)
final class DamageIT {

  private static final int JOBS = 5000;
  private static final int PAGE = 4096;
  private static final int DAMAGED_PAGES = 5;
  private static final int FIRST_PAGES = 20;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern COMMAND = Pattern.compile("this recovers: (.+?) — ");

  /** A seed that is fixed, so that a failure can be seen again. */
  private final Random random = new Random(1);

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  private JavaJar start() {
    return JavaJar.start(directory, "-Dcqueue.store=sqlite", "-Dcqueue.data=" + directory);
  }

  private JsonNode ask(URI server, HttpRequest.Builder request, String path) throws Exception {
    HttpRequest built = request.uri(server.resolve(path)).build();
    HttpResponse<String> answer = http.send(built, BodyHandlers.ofString());
    while (answer.statusCode() == 503) {
      // Until it has started.
      answer = http.send(built, BodyHandlers.ofString());
    }
    assertTrue(answer.statusCode() < 300, answer.body());
    return JSON.readTree(answer.body());
  }

  private JsonNode post(URI server, String path, String body) throws Exception {
    return ask(server, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), path);
  }

  private void fill() throws Exception {
    try (JavaJar server = start()) {
      for (int first = 1; first <= JOBS; first += 1000) {
        List<String> jobs = new ArrayList<>();
        for (int id = first; id < first + 1000; id++) {
          jobs.add("{\"Payload\":\"payload of " + id + "\"}");
        }
        post(server.uri(), "/jobs/enqueue", jobs.toString());
      }
    }
  }

  /** Some pages in a row, but none of the first, which say where the others are. */
  private void damage(Path file) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      int pages = (int) (channel.size() / PAGE);
      byte[] damage = new byte[DAMAGED_PAGES * PAGE];
      random.nextBytes(damage);
      int first = FIRST_PAGES + random.nextInt(pages - FIRST_PAGES - DAMAGED_PAGES);
      channel.write(ByteBuffer.wrap(damage), first * (long) PAGE);
    }
  }

  private record Ended(int code, String said) {}

  private Ended run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private Ended startInVain() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String war = System.getProperty("cqueue.war");
    String data = directory.toString();
    return run(java, "-jar", war, "--store", "sqlite", "--data", data, "--port", "0");
  }

  @Test
  void itIsRefusedWithTheCommandThatRecoversWhatCanBe() throws Exception {
    fill();
    Path file = directory.resolve("cqueue.db");
    damage(file);

    Ended refused = startInVain();
    assertEquals(1, refused.code, refused.said);
    List<String> lines = refused.said.lines().filter(line -> !line.contains(" INFO ")).toList();
    assertEquals(1, lines.size(), refused.said);
    assertTrue(lines.get(0).startsWith("cqueue: " + file + " is damaged"), lines.get(0));
    Matcher command = COMMAND.matcher(lines.get(0));
    assertTrue(command.find(), lines.get(0));

    Ended recovered = run("sh", "-c", command.group(1));
    assertEquals(0, recovered.code, recovered.said);
    Files.move(directory.resolve("recovered.db"), file, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(directory.resolve("cqueue.db-wal"));
    Files.deleteIfExists(directory.resolve("cqueue.db-shm"));
    try (JavaJar server = start()) {
      assertMostIsThere(server.uri());
    }
  }

  private void assertMostIsThere(URI server) throws Exception {
    int found = 0;
    long after = 0;
    do {
      JsonNode page = ask(server, HttpRequest.newBuilder(), "/jobs?limit=1000&after=" + after);
      for (JsonNode job : page.path("Jobs")) {
        found++;
        assertEquals("payload of " + job.path("ID"), job.path("Payload").textValue());
      }
      after = page.path("Next").longValue();
    } while (after != 0);
    assertTrue(found > JOBS / 2, found + " jobs");
    assertEquals(JOBS + 1, post(server, "/jobs/enqueue", "{}").path("ID").longValue());
    JsonNode job = post(server, "/jobs/dequeue", "");
    post(server, "/jobs/" + job.path("ID") + "/conclude", "");
    System.out.println(found + " of " + JOBS + " jobs recovered");
  }
}
