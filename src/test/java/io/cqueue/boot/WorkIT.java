package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Job;
import io.cqueue.client.Json;
import io.cqueue.client.NewJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cqueue work} as a process, and how it ends. */
@Timeout(120)
class WorkIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory = Path.of("");

  private RunningWar server;
  private String url = "";
  private CqueueClient client;

  @BeforeEach
  void start() throws IOException {
    server = RunningWar.start(directory, "--port", "0");
    url = "http://127.0.0.1:" + server.port();
    client = CqueueClient.to(URI.create(url));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RunningWar work(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("work", "--url", url));
    all.addAll(Arrays.asList(args));
    return RunningWar.start(directory, all.toArray(String[]::new));
  }

  /** A pipe that whoever reads it waits at, until someone writes. */
  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = directory.resolve(name);
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS);
    return pipe;
  }

  @Test
  void onSigtermWhatIsUnderWayIsBroughtToItsEnd() throws Exception {
    Path begun = pipe("begun");
    Path go = pipe("go");
    long id = client.enqueue(NewJob.of("A"));
    try (RunningWar worker = work("--", "sh", "-c", "echo yes > begun; cat go")) {
      assertEquals("yes\n", Files.readString(begun));
      worker.terminate();
      worker.awaitLog("stops");
      Files.writeString(go, "{\"whole\":true}");
      assertEquals(0, worker.exitCode());
    }
    assertEquals(new Json("{\"whole\":true}"), client.get(id).orElseThrow().result());
  }

  @Test
  void onSigtermWhatTakesTooLongIsGivenBack() throws Exception {
    Path begun = pipe("begun");
    pipe("never");
    long id = client.enqueue(NewJob.of("A"));
    try (RunningWar worker = work("--grace", "0", "--", "sh", "-c", "echo $$ > begun; cat never")) {
      long pid = Long.parseLong(Files.readString(begun).strip());
      worker.terminate();
      assertEquals(0, worker.exitCode());
      assertTrue(ProcessHandle.of(pid).isEmpty());
      String log = worker.restOfErr();
      assertTrue(log.contains("0 concluded, 0 failed, 1 given back"), log);
    }
    Job job = client.get(id).orElseThrow();
    assertEquals("QUEUED", job.status());
    assertTrue(String.valueOf(job.field("Attempts")).contains("\"Outcome\":\"RELEASED\""));
  }

  @Test
  void itGoesOnWhenTheServerIsThereAgain() throws Exception {
    int port = URI.create(url).getPort();
    try (RunningWar worker = work("--", "echo", "1")) {
      server.close();
      worker.awaitLog("trying again");
      server = RunningWar.start(directory, "--port", String.valueOf(port));
      assertEquals(port, server.port());
      long id = client.enqueue(NewJob.of("A"));
      assertEquals(new Json("1"), client.await(id, LONG).orElseThrow().result());
    }
  }

  @Test
  void aWrongCallIsExitCode2() throws Exception {
    try (RunningWar worker = work("--concurrency", "0", "--", "true")) {
      assertEquals(2, worker.exitCode());
      assertTrue(worker.restOfErr().contains("The concurrency must be from 1 to 1000"));
    }
    try (RunningWar worker = work()) {
      assertEquals(2, worker.exitCode());
    }
  }
}
