package io.cqueue.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Dequeue;
import io.cqueue.client.Job;
import io.cqueue.client.Json;
import io.cqueue.client.NewJob;
import io.cqueue.container.JavaJar;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the programs of {@code docs/clients}, all but those in C#. */
@Tag("recipes")
@Timeout(600)
final class RecipesIT {

  private static final int JOBS = 20;
  private static final int BEFORE_IT_IS_KILLED = 5;

  /** The server does not wait for whoever waits when it ends. */
  private static final String AT_ONCE = "-Dcqueue.drain-timeout=0";

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory = Path.of("");

  static Stream<Recipe> recipes() {
    return Recipe.all();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aWorkerThatIsKilledIsReplacedByAnotherAndNoJobIsLost(Recipe recipe) throws Exception {
    recipe.prepare(directory);
    URI server;
    Process second;
    try (JavaJar jar = JavaJar.start(directory, AT_ONCE)) {
      server = jar.uri();
      CqueueClient client = CqueueClient.to(server);
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        ids.add(client.enqueue(upper("job " + i)));
      }
      Process first = recipe.start(directory, server, "worker", "first");
      client.await(ids.get(BEFORE_IT_IS_KILLED), LONG);
      first.destroyForcibly().onExit().join();
      // In any case there is a job now whose consumer is gone.
      client.dequeue(Dequeue.from().lease(Duration.ofMillis(500)));

      second = recipe.start(directory, server, "worker", "second");
      for (int i = 0; i < JOBS; i++) {
        assertEquals(Map.of("Text", "JOB " + i), result(client, ids.get(i)));
      }
      Process third = recipe.start(directory, server, "producer", "third", "a \"b\"");
      assertEquals(0, exitCode(third), () -> said("third"));
      assertEquals(Map.of("Text", "A \"B\""), Json.parse(said("third")).value());

      long bad = client.enqueue(NewJob.of("UPPER").maxAttempts(1).payload("no object"));
      Job failed = client.await(bad, LONG).orElseThrow();
      assertEquals("FAILED", failed.status(), () -> said("second"));
    }
    // The server cut the worker off while that waited. It comes again.
    try (JavaJar jar = JavaJar.startAt(server.getPort(), directory, AT_ONCE)) {
      CqueueClient client = CqueueClient.to(jar.uri());
      assertEquals(Map.of("Text", "AGAIN"), result(client, client.enqueue(upper("again"))));
      second.destroy();
      assertEquals(0, exitCode(second), () -> said("second"));
    }
  }

  private static NewJob upper(String text) {
    return NewJob.of("UPPER").payload(Map.of("Text", text));
  }

  private Object result(CqueueClient client, long id) throws IOException, InterruptedException {
    Job job = client.await(id, LONG).orElseThrow();
    assertEquals("CONCLUDED", job.status(), () -> said("second"));
    return Objects.requireNonNull(Objects.requireNonNull(job.result()).value());
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
