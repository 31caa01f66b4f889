package io.cqueue.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.Job;
import io.cqueue.client.Json;
import io.cqueue.client.LocalServer;
import io.cqueue.client.NewJob;
import io.cqueue.client.Worker;
import io.cqueue.client.WorkerSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class CommandHandlerTest {

  private static final Duration LONG = Duration.ofSeconds(50);
  private static final int MAX_OUTPUT = 100;

  private static LocalServer server;
  private static CqueueClient client;

  @TempDir private Path directory = Path.of("");

  private final StringWriter log = new StringWriter();
  private String queue = "";

  @BeforeAll
  static void start() throws Exception {
    server = LocalServer.start();
    client = CqueueClient.to(server.uri());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void eachTestHasAQueue(TestInfo test) {
    queue = test.getTestMethod().orElseThrow().getName();
  }

  private Worker work(Duration killAfter, String... command) {
    return Worker.start(
        client,
        WorkerSettings.of(queue).lease(Duration.ofSeconds(1)),
        new CommandHandler(
            new CommandSettings(List.of(command), killAfter, MAX_OUTPUT), new CountDownLatch(1)),
        new WorkLog(new PrintWriter(log, true), false));
  }

  /** Does one job, whose only attempt it is. */
  private Job job(NewJob job, String... command) throws Exception {
    long id = client.enqueue(job.queue(queue).maxAttempts(1));
    try (Worker worker = work(LONG, command)) {
      Job done = client.await(id, LONG).orElseThrow();
      worker.stop();
      return done;
    }
  }

  private Job shell(String script) throws Exception {
    return job(NewJob.of("A"), "sh", "-c", script);
  }

  private static Map<String, Json> error(Job job) {
    return Objects.requireNonNull(job.field("Error")).fields();
  }

  @Test
  void thePayloadIsTheInputAndTheOutputIsTheResult() throws Exception {
    Json payload = new Json("{\"File\": \"a.png\", \"Size\": 1.50}");
    assertEquals(payload, job(NewJob.of("A").payload(payload), "cat").result());
  }

  @Test
  void whatIsNotJsonIsAString() throws Exception {
    assertEquals(
        new Json("\"two words\\nand more\""), shell("echo two words; echo and more").result());
  }

  @Test
  void noOutputIsNoResult() throws Exception {
    Job job = shell("true");
    assertEquals("CONCLUDED", job.status());
    assertNull(job.result());
  }

  @Test
  void aLongOutputIsCut() throws Exception {
    assertEquals(
        new Json("\"" + "1".repeat(MAX_OUTPUT) + "…\""),
        shell("printf '1%.0s' $(seq 1000)").result());
  }

  @Test
  void theJobIsInTheEnvironment() throws Exception {
    NewJob job = NewJob.of("SHIP").tags(Map.of("a", "b"));
    String script = "echo $CQUEUE_TYPE $CQUEUE_QUEUE $CQUEUE_ATTEMPT $CQUEUE_TAGS $CQUEUE_JOB_ID";
    Job done = job(job, "sh", "-c", script);
    assertEquals(Json.of("SHIP " + queue + " 1 {\"a\":\"b\"} " + done.id()), done.result());
  }

  @Test
  void anExitCodeIsAFailureWithTheEndOfTheErrors() throws Exception {
    Job job = shell("seq 3000 >&2; exit 3");
    assertEquals("FAILED", job.status());
    assertEquals(new Json("\"Exit code 3: 3000\""), error(job).get("Message"));
    assertEquals(new Json("\"exit-3\""), error(job).get("Type"));
    assertTrue(String.valueOf(error(job).get("Stack")).endsWith("\\n2999\\n3000\""));
  }

  @Test
  void aSignalIsAFailureToo() throws Exception {
    assertEquals(new Json("\"Signal 9\""), error(shell("kill -9 $$")).get("Message"));
  }

  @Test
  void a75IsTriedAgain() throws Exception {
    long id = client.enqueue(NewJob.of("A").queue(queue));
    try (Worker worker = work(LONG, "sh", "-c", "exit 75")) {
      Job job = client.get(id).orElseThrow();
      while (job.field("Error") == null) {
        job = client.get(id).orElseThrow();
      }
      assertEquals("SCHEDULED", job.status());
      worker.stop();
    }
  }

  @Test
  void a65IsNeverTriedAgain() throws Exception {
    long id = client.enqueue(NewJob.of("A").queue(queue));
    try (Worker worker = work(LONG, "sh", "-c", "echo bad >&2; exit 65")) {
      Job job = client.await(id, LONG).orElseThrow();
      assertEquals("FAILED", job.status());
      assertEquals(1, job.attempt());
      worker.stop();
    }
    assertTrue(log.toString().contains("job " + id + ", attempt 1, failed: Exit code 65: bad"));
  }

  @Test
  void aCommandThatIsNotThereIsAFailure() throws Exception {
    Job job = job(NewJob.of("A"), directory.resolve("none").toString());
    assertEquals(new Json("\"not-started\""), error(job).get("Type"));
  }

  @Test
  void aLargePayloadThatTheCommandDoesNotReadDoesNoHarm() throws Exception {
    NewJob large = NewJob.of("A").payload("x".repeat(1 << 20));
    assertEquals(new Json("\"ok\""), job(large, "echo", "ok").result());
    assertEquals(new Json("1048579"), job(large, "wc", "-c").result());
  }

  @Test
  void aJobThatIsCancelledTakesTheCommandAndItsChildrenWithIt() throws Exception {
    Path pids = directory.resolve("pids");
    // The child does not listen when it is asked to end.
    String child = "trap '' TERM; echo $$ >> part; mv part pids; while :; do sleep 100; done";
    long id = client.enqueue(NewJob.of("A").queue(queue));
    String script = "cd " + directory + "; echo $$ > part; sh -c \"$0\" & wait";
    try (Worker worker = work(Duration.ofMillis(200), "sh", "-c", script, child)) {
      while (!Files.exists(pids)) {
        Thread.onSpinWait();
      }
      List<ProcessHandle> processes = new ArrayList<>();
      for (String pid : Files.readAllLines(pids)) {
        processes.add(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
      }
      assertEquals(2, processes.size());
      client.cancel(id);
      processes.forEach(process -> process.onExit().join());
      worker.stop();
    }
    assertTrue(log.toString().contains("job " + id + ", attempt 1, was lost"), log::toString);
  }

  @Test
  void whatACommandLeavesRunningDoesNotHoldItUp() throws Exception {
    long id = client.enqueue(NewJob.of("A").queue(queue));
    // It keeps the output open.
    String script = "sleep 30 & echo $! > " + directory.resolve("pid") + "; echo started";
    try (Worker worker = work(Duration.ofMillis(200), "sh", "-c", script)) {
      assertEquals(new Json("\"started\""), client.await(id, LONG).orElseThrow().result());
      worker.stop();
    }
    String pid = Files.readString(directory.resolve("pid")).strip();
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroy);
  }
}
