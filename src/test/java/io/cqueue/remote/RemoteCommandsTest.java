package io.cqueue.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.client.CqueueClient;
import io.cqueue.client.CqueueException;
import io.cqueue.client.Json;
import io.cqueue.client.LocalServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
final class RemoteCommandsTest {

  @TempDir private Path directory = Path.of("");

  private LocalServer server;
  private String error = "";

  @BeforeEach
  void start() throws Exception {
    server = LocalServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private record Ended(int exitCode, String out) {
    List<Json> values() {
      return out.lines().map(Json::parse).toList();
    }

    Map<String, Json> fields() {
      return values().get(0).fields();
    }
  }

  /** Runs a command; why the server refused it is its error. */
  private Ended run(String name, String... args) {
    return run(server.uri().toString(), name, args);
  }

  private Ended run(String url, String name, String[] args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--url", url));
    all.addAll(Arrays.asList(args));
    int exitCode =
        new CommandLine(RemoteCommands.of(name, () -> {}))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  err.write(String.valueOf(e.getMessage()));
                  return e instanceof CqueueException ? ExitCodes.REFUSED : 1;
                })
            .execute(all.toArray(String[]::new));
    error = err.toString();
    return new Ended(exitCode, out.toString());
  }

  private static Json number(long value) {
    return Json.of(value);
  }

  @Test
  void aJobGoesThroughItsLife() {
    Ended added =
        run("enqueue", "--type=SHIP", "--payload={\"a\": 1.0}", "--tag=x=y", "--priority=9");
    assertEquals(new Ended(0, "{\"ID\":1}\n"), added);
    Map<String, Json> taken = run("dequeue", "--name=w1", "--lease=0.5").fields();
    assertEquals(new Json("{\"a\": 1.0}"), taken.get("Payload"));
    assertEquals(new Json("\"w1\""), taken.get("Consumer"));
    assertEquals(new Json("{\"x\":\"y\"}"), taken.get("Tags"));
    assertEquals(0, run("conclude", "1", "--attempt=1", "--result=two words").exitCode());
    Map<String, Json> job = run("get", "1", "--wait=1").fields();
    assertEquals(new Json("\"two words\""), job.get("Result"));
    assertEquals(number(1), run("stats").fields().get("Concluded"));
  }

  @Test
  void aJobFailsAndGetsAnotherChanceAndIsCalledOff() {
    run("enqueue", "--queue=q");
    run("dequeue", "--queue=q");
    assertEquals(
        new Json("\"FAILED\""),
        run("fail", "1", "--error=no disk", "--no-retry").fields().get("Status"));
    assertEquals(new Json("\"QUEUED\""), run("retry", "1").fields().get("Status"));
    assertEquals(new Json("\"CANCELLED\""), run("cancel", "1").fields().get("Status"));
  }

  @Test
  void nothingIsExitCode3AndANoIs4() {
    assertEquals(new Ended(ExitCodes.NOTHING, ""), run("dequeue"));
    assertEquals(new Ended(ExitCodes.NOTHING, ""), run("get", "99"));
    assertEquals(ExitCodes.REFUSED, run("conclude", "99").exitCode());
    assertEquals("There is no job 99.", error);
    assertEquals(ExitCodes.REFUSED, run("enqueue", "--priority=10").exitCode());
  }

  @Test
  void jobsAreListedOneALineHoweverMany() throws Exception {
    String line = "{\"Type\":\"A\"}\n";
    Path file =
        Files.writeString(directory.resolve("jobs"), line.repeat(1500) + "{\"Queue\":\"b\"}");
    Map<String, Json> sum = run("enqueue", "--file", file.toString()).fields();
    assertEquals(number(1501), sum.get("Enqueued"));
    assertEquals(
        IntStream.rangeClosed(1, 1500).mapToObj(Json::of).toList(),
        run("list", "--all", "--type=A").values().stream()
            .map(job -> job.fields().get("ID"))
            .toList());
    assertEquals(7, run("list", "--limit=7", "--after=3").values().size());
    assertEquals(1, run("list", "--queue=b", "--status=QUEUED").values().size());
    assertEquals(0, run("list", "--tag=a=b").values().size());
  }

  @Test
  void aFileThatIsAddedAgainUnderTheSameKeyAddsNothing() throws Exception {
    Path file = Files.writeString(directory.resolve("jobs"), "{}\n\n".repeat(25));
    for (int i = 0; i < 2; i++) {
      Ended added = run("enqueue", "--file", file.toString(), "--batch=10", "--key=k");
      assertEquals(number(25), added.fields().get("LastID"));
    }
    assertEquals(number(25), run("stats").fields().get("Queued"));
  }

  @Test
  void aFileThatIsWrongSomewhereIsGoneOnWithWhenItIsMended() throws Exception {
    Path file = directory.resolve("jobs");
    String right = "{}\n".repeat(23);
    Files.writeString(file, right + "{\"Priority\":10}\n{}\n");
    String[] call = {"--file", file.toString(), "--batch=10", "--key=k"};
    assertEquals(ExitCodes.REFUSED, run("enqueue", call).exitCode());
    assertTrue(error.contains("line 24: Priority must be from 0 to 9."), error);
    assertTrue(error.contains("20 jobs are added; to go on: the same with --key k"), error);
    Files.writeString(file, right + "{\"Priority\":9}\n{}\n");
    assertEquals(number(25), run("enqueue", call).fields().get("Enqueued"));
    assertEquals(number(25), run("stats").fields().get("Queued"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"enqueue --file=", "batch --file=", "enqueue --payload=@"})
  void aFileThatIsNotInUtf8IsRefusedAndNotAddedWithOtherCharacters(String call) throws Exception {
    byte[] latin1 = "{\"Type\":\"größer\"}\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(directory.resolve("jobs"), latin1);
    String[] parts = call.split(" ", 2);
    assertEquals(1, run(parts[0], parts[1] + file).exitCode());
    assertTrue(error.contains(file + " is not in UTF-8"), error);
    assertEquals(0, run("list").values().size());
  }

  @Test
  void aFileIsAddedAsOneWhole() throws Exception {
    Path file = Files.writeString(directory.resolve("jobs"), "{\"Type\":\"A\"}\n\n{}\n");
    String[] call = {
      "--file", file.toString(), "--name=film 7", "--on-conclude={\"Queue\":\"joins\"}", "--key=k"
    };
    for (int i = 0; i < 2; i++) {
      assertEquals(
          new Ended(0, "{\"ID\":1,\"Jobs\":[{\"ID\":2},{\"ID\":3}]}\n"), run("batch", call));
    }
    Map<String, Json> batch = run("batch", "1").fields();
    assertEquals(new Json("\"film 7\""), batch.get("Name"));
    assertEquals(number(2), batch.get("Pending"));
    run("dequeue", "--max=2");
    run("conclude", "2");
    run("conclude", "3");
    assertEquals(new Json("\"ENDED\""), run("batch", "1").fields().get("Status"));
    assertEquals(1, run("list", "--queue=joins").values().size());
  }

  @Test
  void aBatchIsOneThatIsThereOrANewOne() {
    assertEquals(new Ended(ExitCodes.NOTHING, ""), run("batch", "99"));
    assertEquals(2, run("batch").exitCode());
    assertEquals(2, run("batch", "1", "--file=x").exitCode());
    assertEquals(1, run("batch", "--file=" + directory.resolve("none")).exitCode());
  }

  @Test
  void aServerSaysWhetherItIsWell() throws Exception {
    assertEquals(new Ended(0, "{\"Status\":\"ready\"}\n"), run("health"));
    CqueueClient.to(server.uri()).call("POST", "/drain", null);
    assertEquals(new Ended(1, "{\"Status\":\"draining\"}\n"), run("health"));
    assertEquals(new Ended(0, "{\"Status\":\"live\"}\n"), run("health", "--live"));
    String url = server.uri().toString();
    server.close();
    assertEquals(1, run(url, "health", new String[] {"--live"}).exitCode());
  }

  @Test
  void itIsTheServerThatTheEnvironmentConfiguresWhichIsAskedForItsHealth() {
    Map<String, String> environment = Map.of("CQUEUE_PORT", "" + server.uri().getPort());
    StringWriter out = new StringWriter();
    int exitCode =
        new CommandLine(new HealthCommand(environment))
            .setOut(new PrintWriter(out, true))
            .execute("--live");
    assertEquals(new Ended(0, "{\"Status\":\"live\"}\n"), new Ended(exitCode, out.toString()));
  }

  @Test
  void peopleGetTables() {
    run("enqueue", "--queue=mail", "--type=SEND", "--payload=\u001b[31mred");
    String jobs = run("list", "--table").out();
    assertTrue(jobs.matches("(?s)ID +QUEUE +TYPE .*\n1 +mail +SEND +QUEUED .*"), jobs);
    assertFalse(jobs.contains("\u001b"), "a payload that does things to the terminal");
    String queues = run("queues", "--table").out();
    assertTrue(queues.matches("(?s)QUEUE +QUEUED .*\nmail +1 +0 .*"), queues);
    assertTrue(run("stats", "--table").out().contains("Queued        1\n"));
    assertTrue(run("watch", "--table", "--times=1").out().contains("mail"));
  }

  @Test
  void queuesAreShownOneALine() {
    run("enqueue", "--queue=a");
    run("enqueue", "--queue=b");
    assertEquals(2, run("queues").values().size());
    assertEquals(2, run("watch", "--times=1").values().size());
    assertEquals(new Json("\"b\""), run("queues", "b").fields().get("Name"));
  }

  @Test
  void aWrongUrlIsAWrongCall() {
    assertEquals(2, run("localhost:3000", "stats", new String[0]).exitCode());
    assertTrue(error.contains("--url: \"localhost:3000\" must be a URL"), error);
  }
}
