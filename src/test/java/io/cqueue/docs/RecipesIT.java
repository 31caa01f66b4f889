package io.cqueue.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Dequeue;
import io.cqueue.client.Job;
import io.cqueue.client.Json;
import io.cqueue.client.NewJob;
import io.cqueue.container.JavaJar;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the programs of {@code docs/clients}, those in Python and JavaScript. */
@Tag("recipes")
@Timeout(300)
final class RecipesIT {

  private static final Path RECIPES = Path.of("docs", "clients").toAbsolutePath();
  private static final int JOBS = 20;
  private static final int BEFORE_IT_IS_KILLED = 5;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource({"python3, py", "node, mjs"})
  void aWorkerThatIsKilledIsReplacedByAnotherAndNoJobIsLost(String language, String suffix)
      throws Exception {
    try (JavaJar server = JavaJar.start(directory)) {
      CqueueClient client = CqueueClient.to(server.uri());
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        ids.add(client.enqueue(NewJob.of("UPPER").payload(Map.of("Text", "job " + i))));
      }
      List<String> worker = List.of(language, RECIPES.resolve("worker." + suffix).toString());
      Process first = start(server.uri(), worker, "first");
      client.await(ids.get(BEFORE_IT_IS_KILLED), LONG);
      first.destroyForcibly().onExit().join();
      // In any case there is a job now whose consumer is gone.
      client.dequeue(Dequeue.from().lease(Duration.ofMillis(500)));

      Process second = start(server.uri(), worker, "second");
      for (int i = 0; i < JOBS; i++) {
        Job job = client.await(ids.get(i), LONG).orElseThrow();
        assertEquals(Map.of("Text", "JOB " + i), value(job));
      }
      List<String> producer =
          List.of(language, RECIPES.resolve("producer." + suffix).toString(), "a \"b\"");
      Process third = start(server.uri(), producer, "third");
      assertEquals(0, exitCode(third));
      String printed = Files.readString(directory.resolve("third"));
      assertEquals(Map.of("Text", "A \"B\""), Json.parse(printed).value());
      second.destroy();
      assertEquals(0, exitCode(second), () -> said("second"));
    }
  }

  private static Object value(Job job) {
    return Objects.requireNonNull(Objects.requireNonNull(job.result()).value());
  }

  private Process start(URI server, List<String> command, String output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CQUEUE_URL", server.toString());
    builder.environment().put("CQUEUE_LEASE", "1");
    File file = directory.resolve(output).toFile();
    return builder.redirectErrorStream(true).redirectOutput(file).start();
  }

  private String said(String output) {
    try {
      return Files.readString(directory.resolve(output));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }
}
