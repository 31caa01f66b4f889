package io.cqueue.http;

import static io.cqueue.core.JobBuilder.job;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Schedule;
import io.cqueue.core.Settlement;
import io.cqueue.core.Settlement.Claim;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that one store keeps goes to another, through the lines of an export. */
final class MovingTest {

  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
  private static final long ENOUGH = 1 << 20;

  @TempDir private Path directory;
  private Stores stores;

  @BeforeEach
  void open() throws Exception {
    stores = new Stores(directory);
  }

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  private static String export(JobQueue queue) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExportWriter lines = new ExportWriter(out);
    queue.export().sayTo(lines);
    try {
      lines.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(UTF_8);
  }

  /** A line at a time, since a failure of all is hard to read. */
  private static void assertSame(String export, JobQueue queue) {
    List<String> expected = export.lines().toList();
    List<String> found = export(queue).lines().toList();
    for (int line = 0; line < Math.min(expected.size(), found.size()); line++) {
      assertEquals(expected.get(line), found.get(line));
    }
    assertEquals(expected.size(), found.size());
  }

  private static ImportReader read(String export) {
    return new ImportReader(
        new Upload(
            new ByteArrayInputStream(export.getBytes(UTF_8)),
            new Body(new byte[0], NOW, Json.reading(1000, 1000)),
            ENOUGH));
  }

  private JobQueue moved(String export, Stores.Kind to) throws Exception {
    JobQueue queue = stores.open(to);
    queue.restore(read(export));
    return queue;
  }

  private JobQueue full(Stores.Kind kind) throws Exception {
    JobQueue queue = stores.open(kind);
    Furniture.putInto(queue);
    return queue;
  }

  @Test
  void whatIsMovedIsTheSameByteForByteBetweenAnyTwoStores() throws Exception {
    for (Stores.Kind from : Stores.Kind.values()) {
      String export = export(full(from));
      for (Stores.Kind to : Stores.Kind.values()) {
        assertSame(export, moved(export, to));
      }
    }
  }

  @Test
  void jobsComeOutInTheSameOrderAndGroupsAndDependenciesGoOn() throws Exception {
    JobQueue queue = full(Stores.Kind.MEMORY);
    String export = export(queue);
    List<String> expected = workedOff(queue);

    assertTrue(expected.size() > 10, expected::toString);
    for (Stores.Kind to : Stores.Kind.values()) {
      assertEquals(expected, workedOff(moved(export, to)), to.name());
    }
  }

  /** Everything that can be had, and what becomes available when it is concluded, in order. */
  private static List<String> workedOff(JobQueue queue) {
    queue.pause("slow", false);
    List<String> order = new ArrayList<>();
    List<String> names = queue.queues().stream().map(each -> each.name()).toList();
    Dequeue one = new Dequeue(names, Set.of(), 1, null, null, null);
    for (List<Job> jobs = queue.dequeue(one); !jobs.isEmpty(); jobs = queue.dequeue(one)) {
      Job job = jobs.get(0);
      order.add(job.queue() + " " + job.id() + " " + job.attempt() + " " + job.payload());
      queue.settle(new Settlement.Conclude(job.id(), new Claim(job.attempt(), null), null));
    }
    return order;
  }

  @Test
  void thoseWhoAskAgainGetTheAnswerOfBeforeAndNewJobsGetNewIds() throws Exception {
    JobQueue before = full(Stores.Kind.MEMORY);
    String export = export(before);
    List<Job> held = before.dequeue(Furniture.DEQUEUE);
    long lastId = before.enqueue(job().build()).id();

    for (Stores.Kind to : Stores.Kind.values()) {
      JobQueue queue = moved(export, to);
      assertEquals(held, queue.dequeue(Furniture.DEQUEUE));
      assertEquals(
          List.of(held.get(0).id(), held.get(1).id()),
          queue.enqueue(List.of(job().build()), Furniture.ENQUEUE_KEY).stream()
              .map(answer -> answer.id())
              .toList());
      assertEquals(lastId, queue.enqueue(job().build()).id());
      long twin = queue.enqueue(job().uniqueKey("only \u00e9 one").build()).id();
      assertTrue(twin < lastId, to + " " + twin);
      assertNotEquals(lastId, queue.enqueue(job().uniqueKey("free again").build()).id());
      Job done =
          queue.settle(new Settlement.Conclude(held.get(0).id(), new Claim(1, "worker"), null));
      assertEquals(JobStatus.CONCLUDED, done.status());
    }
  }

  @Test
  void theCountsOfEveryQueueAreTheSame() throws Exception {
    JobQueue before = full(Stores.Kind.POSTGRES);
    String export = export(before);
    List<Object> counts = counts(before);

    for (Stores.Kind to : Stores.Kind.values()) {
      assertEquals(counts, counts(moved(export, to)), to.name());
    }
  }

  private static List<Object> counts(JobQueue queue) {
    return queue.queues().stream()
        .map(each -> (Object) (each.name() + each.counts() + each.settings()))
        .toList();
  }

  @Test
  void whatWasMovedToTheDiskIsThereAfterAStart() throws Exception {
    String export = export(full(Stores.Kind.POSTGRES));
    Path data = directory.resolve("moved");
    try (JobQueue queue = stores.sqlite(data)) {
      queue.restore(read(export));
    }

    assertSame(export, stores.sqlite(data));
  }

  @Test
  void anEmptyStoreCanBeMovedAndItsIdsGoOn() throws Exception {
    JobQueue empty = stores.open(Stores.Kind.MEMORY);
    long id = empty.enqueue(job().in("q").build()).id();
    empty.cancel(id);
    empty.delete("q");
    String export = export(empty);
    Path data = directory.resolve("moved");
    try (JobQueue queue = stores.sqlite(data)) {
      queue.restore(read(export));
    }

    assertEquals("{\"Export\":1,\"LastID\":1}\n{\"End\":1}\n", export);
    assertEquals(2, stores.sqlite(data).enqueue(job().build()).id());
    assertEquals(2, moved(export, Stores.Kind.POSTGRES).enqueue(job().build()).id());
  }

  @Test
  void aStoreThatEverHadAJobOrHasAScheduleTakesNothingIn() throws Exception {
    String export = export(full(Stores.Kind.MEMORY));
    for (Stores.Kind to : Stores.Kind.values()) {
      JobQueue used = stores.open(to);
      used.cancel(used.enqueue(job().in("q").build()).id());
      used.delete("q");
      assertRefused(Refusal.Reason.STORE_NOT_EMPTY, used, export);
      JobQueue scheduled = stores.open(to);
      scheduled.schedule(
          new Schedule("s", "0 0 1 1 *", ZoneId.of("UTC"), job().build(), Schedule.Overlap.ALLOW));
      assertRefused(Refusal.Reason.STORE_NOT_EMPTY, scheduled, export);
    }
  }

  private static void assertRefused(Refusal.Reason reason, JobQueue queue, String export) {
    Refusal refusal =
        assertThrows(RefusedException.class, () -> queue.restore(read(export))).refusal();
    assertEquals(reason, refusal.reason(), refusal.detail());
  }

  @Test
  void whatIsCutOffOrSpoiledIsNotTakenInAtAll() throws Exception {
    String export = export(full(Stores.Kind.MEMORY));
    int lastLine = export.lastIndexOf("{\"End\"");
    for (Stores.Kind to : Stores.Kind.values()) {
      JobQueue queue = stores.open(to);
      for (String spoiled :
          List.of(
              "",
              export.substring(0, lastLine),
              export.substring(0, lastLine - 40),
              export.substring(export.indexOf('\n') + 1),
              export + "{}\n",
              export.substring(0, lastLine) + "not JSON\n")) {
        assertThrows(RuntimeException.class, () -> queue.restore(read(spoiled)), spoiled);
      }
      for (String spoiled :
          List.of(
              export.replace("{\"End\":", "{\"End\":1"),
              export.replace("{\"Export\":1,", "{\"Export\":2,"),
              export.replaceFirst("\"LastID\":\\d+", "\"LastID\":3"),
              export.replace("\"Typ\":", "\"Type\":").replaceFirst("\"Priority\"", "\"Prio\""))) {
        assertRefused(Refusal.Reason.INVALID, queue, spoiled);
      }
      assertEquals(List.of(), queue.queues());
      queue.restore(read(export));
      assertSame(export, queue);
    }
  }

  /** A line that is refused, and the field that is to blame. */
  private record Wrong(String field, String line) {}

  @Test
  void jobsThatDoNotFitTogetherAreRefusedAndTheFieldIsNamed() {
    String at = ",\"EnqueuedAt\":\"2026-11-24T00:00:00Z\"";
    String run =
        at
            + ",\"Attempt\":1,\"DequeuedAt\":\"2026-11-24T00:00:00Z\""
            + ",\"Attempts\":[{\"Attempt\":1,\"DequeuedAt\":\"2026-11-24T00:00:00Z\"}]";
    String one = "{\"Job\":{\"ID\":1,\"Group\":\"g\",\"UniqueKey\":\"k\"" + at + "}}";
    String held = "{\"Job\":{\"ID\":2,\"Status\":\"IN_PROGRESS\",\"Group\":\"h\"" + run + "}";
    Stream.of(
            new Wrong("Job.ID", "{\"Job\":{\"ID\":1" + at + "}}"),
            new Wrong("Job.ID", "{\"Job\":{\"ID\":9" + at + "}}"),
            new Wrong("Job.EnqueuedAt", "{\"Job\":{\"ID\":2}}"),
            new Wrong("Job.Status", "{\"Job\":{\"ID\":2,\"Status\":\"DONE\"" + at + "}}"),
            new Wrong("Job.Attempt", "{\"Job\":{\"ID\":2,\"Status\":\"IN_PROGRESS\"" + at + "}}"),
            new Wrong("Job.Attempt", "{\"Job\":{\"ID\":2,\"Attempt\":1" + at + "}}"),
            new Wrong("Job.ConcludedAt", "{\"Job\":{\"ID\":2,\"Status\":\"CANCELLED\"" + at + "}}"),
            new Wrong("NotBefore", "{\"Job\":{\"ID\":2,\"Status\":\"SCHEDULED\"" + at + "}}"),
            new Wrong(
                "Job.After", "{\"Job\":{\"ID\":2,\"Status\":\"BLOCKED\",\"After\":[7]" + at + "}}"),
            new Wrong("Job.UniqueKey", "{\"Job\":{\"ID\":2,\"UniqueKey\":\"k\"" + at + "}}"),
            new Wrong("HoldsGroup", held + "}"),
            new Wrong("HoldsGroup", "{\"Job\":{\"ID\":2" + at + "},\"HoldsGroup\":true}"),
            new Wrong("Job.Typ", "{\"Job\":{\"ID\":2,\"Typ\":\"a\"" + at + "}}"),
            new Wrong("More", "{\"Job\":{\"ID\":2" + at + "},\"More\":1}"))
        .forEach(
            wrong -> {
              String export = "{\"Export\":1,\"LastID\":5}\n" + one + "\n" + wrong.line + "\n";
              Refusal refusal =
                  assertThrows(
                          RefusedException.class,
                          () -> read(export).forEachRemaining(any -> {}),
                          wrong.line)
                      .refusal();
              assertEquals("[2]." + wrong.field, refusal.field(), refusal.detail());
            });
  }

  @Test
  void whatDoesNotFitIntoTheMemoryIsRefused() throws Exception {
    JobQueue before = stores.open(Stores.Kind.POSTGRES);
    before.enqueue(job().payload("\"" + "x".repeat(5_000) + "\"").build());
    JobQueue small = stores.memory(4_000, null);

    assertRefused(Refusal.Reason.STORE_FULL, small, export(before));
    assertEquals(1, small.enqueue(job().build()).id());
  }

  @Test
  void aConsumerThatWaitsGetsWhatIsMovedIn() throws Exception {
    JobQueue before = stores.open(Stores.Kind.MEMORY);
    before.enqueue(job().payload("7").build());
    String export = export(before);
    for (Stores.Kind to : List.of(Stores.Kind.MEMORY, Stores.Kind.SQLITE)) {
      JobQueue queue = stores.open(to);
      List<Job> got = new ArrayList<>();
      queue.dequeue(Dequeue.DEFAULT, Duration.ofMinutes(1), got::addAll);
      queue.restore(read(export));
      assertEquals(1, got.size(), to.name());
    }
  }
}
