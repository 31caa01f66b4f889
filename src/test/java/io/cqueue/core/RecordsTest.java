package io.cqueue.core;

import static io.cqueue.core.Driver.assertInvalid;
import static io.cqueue.core.JobBuilder.job;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cqueue.core.Settlement.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records check themselves, and name the field to blame. */
final class RecordsTest {

  private static final Duration NEGATIVE = Duration.ofMillis(-1);

  private static SettingsBuilder settings() {
    return SettingsBuilder.of(QueueSettings.DEFAULT);
  }

  // Names.

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "A.b_c:d-9", "default"})
  void properNamesOfQueuesAreTaken(String name) {
    assertEquals(name, job().in(name).build().queue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a", ".a", "_a", "ä", "a/b", "a\n", "a,b"})
  void otherNamesOfQueuesAreRefused(String name) {
    assertInvalid("Queue", () -> job().in(name).build());
    assertInvalid("queue", () -> Driver.oneFrom(name));
  }

  @Test
  void namesOfQueuesHaveUpTo128Characters() {
    assertDoesNotThrow(() -> job().in("q".repeat(128)).build());
    assertInvalid("Queue", () -> job().in("q".repeat(129)).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "TIME_CRITICAL", "with space", "ß", "日本", "😀", "~!"})
  void printableTypesAreTaken(String type) {
    assertEquals(type, job().type(type).build().type());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\tb", "a\n", "\u0000", "\u007f", "\u200b", "\u2028", "\ud800"})
  void typesThatCannotBeSeenAreRefused(String type) {
    assertInvalid("Type", () -> job().type(type).build());
  }

  @Test
  void lengthsAreCountedInCodePoints() {
    assertDoesNotThrow(() -> job().type("😀".repeat(128)).build());
    assertInvalid("Type", () -> job().type("😀".repeat(129)).build());
    assertDoesNotThrow(() -> job().uniqueKey("😀".repeat(256)).build());
    assertInvalid("UniqueKey", () -> job().uniqueKey("k".repeat(257)).build());
    assertInvalid("Group", () -> job().group("").build());
    assertInvalid("Idempotency-Key", () -> new IdempotencyKey("", "x"));
    assertInvalid("Idempotency-Key", () -> Driver.keyed("k".repeat(257), 1));
    assertInvalid("type", () -> Driver.ofTypes("a\n"));
    assertInvalid("Queue-Consumer", () -> new Claim(null, "\n"));
    assertInvalid("Queue-Consumer", () -> Dequeue.DEFAULT.by(""));
  }

  // Ranges.

  @Test
  void numbersOutOfRangeAreRefused() {
    assertInvalid("Priority", () -> job().priority(-1).build());
    assertInvalid("Priority", () -> job().priority(10).build());
    assertInvalid("MaxAttempts", () -> job().maxAttempts(0).build());
    assertInvalid("MaxAttempts", () -> job().maxAttempts(1_000_001).build());
    assertInvalid("max", () -> Driver.most(0, "a"));
    assertInvalid("max", () -> Driver.most(1001, "a"));
    assertInvalid("Priority", () -> Driver.priority(10));
    assertDoesNotThrow(() -> job().priority(0).maxAttempts(1).build());
    assertDoesNotThrow(() -> job().priority(9).maxAttempts(1_000_000).build());
    assertDoesNotThrow(() -> Driver.most(1000, "a"));
  }

  @Test
  void timesOutOfRangeAreRefused() {
    Duration tooLong = Limits.MAX_DELAY.plusNanos(1);
    assertInvalid("Delay", () -> job().delay(tooLong).build());
    assertInvalid("TTL", () -> job().ttl(tooLong).build());
    assertInvalid("Lease", () -> job().lease(NEGATIVE).build());
    assertInvalid("Lease", () -> job().lease(Limits.MAX_LEASE.plusNanos(1)).build());
    assertInvalid("lease", () -> Driver.leased(NEGATIVE));
    assertInvalid("RetryIn", () -> new Settlement.Fail(1, Claim.NONE, null, NEGATIVE, true));
    assertInvalid("Lease", () -> new Settlement.Extend(1, Claim.NONE, NEGATIVE, null));
    assertInvalid("Delay", () -> new Settlement.Release(1, Claim.NONE, NEGATIVE));
    assertInvalid("Delay", () -> new JobChange(null, NewJob.Moment.in(NEGATIVE)));
    assertInvalid("RunAt", () -> new JobChange(null, NewJob.Moment.at(Instant.MAX)));
    assertDoesNotThrow(() -> job().delay(Limits.MAX_DELAY).lease(Limits.MAX_LEASE).build());
    assertDoesNotThrow(() -> job().runAt(Instant.parse("9999-12-31T23:59:59.999Z")).build());
    assertDoesNotThrow(() -> job().expiresAt(Instant.parse("0000-01-01T00:00:00Z")).build());
  }

  @Test
  void aTimeIsNoFurtherAwayThanADelayReaches() {
    Instant now = Instant.parse("2026-11-24T00:00:00Z");
    Instant edge = now.plus(Limits.MAX_DELAY);

    assertDoesNotThrow(() -> Limits.requireReach("RunAt", edge, now));
    assertDoesNotThrow(() -> Limits.requireReach("RunAt", Instant.EPOCH, now));
    assertInvalid("RunAt", () -> Limits.requireReach("RunAt", edge.plusNanos(1), now));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertInvalid("Lease", () -> settings().lease(NEGATIVE).build());
    assertInvalid("MaxAttempts", () -> settings().maxAttempts(0).build());
    assertInvalid("BackoffBase", () -> settings().backoff(NEGATIVE, Duration.ZERO).build());
    assertInvalid("BackoffCap", () -> settings().backoff(Duration.ZERO, NEGATIVE).build());
    assertInvalid("MaxDepth", () -> settings().maxDepth(-1).build());
    assertInvalid("MaxInProgress", () -> settings().maxInProgress(-1).build());
    assertInvalid("Rate", () -> settings().rate(-0.1).build());
    assertInvalid("Rate", () -> settings().rate(1_000_001).build());
    assertInvalid("Rate", () -> settings().rate(Double.NaN).build());
    assertInvalid("KeepConcluded", () -> settings().keepConcluded(NEGATIVE).build());
    assertDoesNotThrow(() -> settings().rate(1_000_000).maxDepth(Long.MAX_VALUE).build());
  }

  @Test
  void tooManyOfAKindAreRefused() {
    List<String> queues = Collections.nCopies(101, "q");
    assertInvalid("queue", () -> Driver.oneFrom());
    assertInvalid("queue", () -> Driver.oneFrom(queues.toArray(String[]::new)));
    Set<String> types = IntStream.range(0, 101).mapToObj(i -> "t" + i).collect(Collectors.toSet());
    assertInvalid("type", () -> Driver.ofTypes(types.toArray(String[]::new)));
    JobBuilder tagged = job();
    IntStream.range(0, 33).forEach(i -> tagged.tag("k" + i, "v"));
    assertInvalid("Tags", tagged::build);
    assertInvalid("Tags", () -> job().tag("", "v").build());
    assertInvalid("Tags.k", () -> job().tag("k", "").build());
    assertInvalid("After", () -> job().after(LongStream.rangeClosed(1, 1001).toArray()).build());
    assertDoesNotThrow(() -> job().after(LongStream.rangeClosed(1, 1000).toArray()).build());
  }

  @Test
  void filtersOutOfRangeAreRefused() {
    assertInvalid("limit", () -> filter(0, 0));
    assertInvalid("limit", () -> filter(0, 1001));
    assertInvalid("after", () -> filter(-1, 1));
    assertInvalid("queue", () -> new JobFilter("no such name", Set.of(), Set.of(), Map.of(), 0, 1));
    assertDoesNotThrow(() -> filter(Long.MAX_VALUE, 1000));
  }

  private static JobFilter filter(long after, int limit) {
    return new JobFilter(null, Set.of(), Set.of(), Map.of(), after, limit);
  }

  @Test
  void theOrderAndRepetitionOfAfterDoNotMatter() {
    assertEquals(
        job().after(1, 2, 3).build().options(), job().after(3, 1, 2, 3, 1).build().options());
  }

  // Errors.

  @Test
  void longErrorsAreCut() {
    JobError error = new JobError("m".repeat(1001), "t".repeat(101), "s".repeat(50_001));

    assertEquals("m".repeat(1000), error.message());
    assertEquals("t".repeat(100), error.type());
    assertEquals("s".repeat(50_000), error.stack());
  }

  @Test
  void shortErrorsAreLeftAlone() {
    JobError error = new JobError("m".repeat(1000), "t".repeat(100), "a\nb\n");

    assertEquals("m".repeat(1000), error.message());
    assertEquals("t".repeat(100), error.type());
    assertEquals("a\nb\n", error.stack());
    assertEquals(new JobError(null, null, null), new JobError(null, null, null));
  }

  @Test
  void aStackIsCutAfterFiftyLines() {
    String fifty = Stream.generate(() -> "at x").limit(50).collect(Collectors.joining("\n"));

    assertEquals(fifty, new JobError(null, null, fifty).stack());
    assertEquals(fifty, new JobError(null, null, fifty + "\nat y\nat z").stack());
    String empty = "\n".repeat(49);
    assertEquals(empty, new JobError(null, null, empty + "\n\n").stack());
  }

  @Test
  void aCharacterOfTwoHalvesIsNotCutInTwo() {
    String message = new JobError("x".repeat(999) + "😀", null, null).message();

    assertNotNull(message);
    assertEquals("x".repeat(999), message);
    assertEquals(
        "x".repeat(998) + "😀", new JobError("x".repeat(998) + "😀y", null, null).message());
  }

  // The rest.

  @Test
  void jsonIsComparedByteByByte() {
    assertEquals(JsonValue.of("1.0"), JsonValue.of("1.0"));
    assertEquals(JsonValue.of("1.0").hashCode(), JsonValue.of("1.0").hashCode());
    assertNotEquals(JsonValue.of("1.0"), JsonValue.of("1.00"));
    assertNotEquals(JsonValue.of("1.0").hashCode(), JsonValue.of("1.00").hashCode());
    assertNotEquals(JsonValue.of("1"), (Object) "1");
    assertEquals("\"ß\"", JsonValue.of("\"ß\"").toString());
  }

  @Test
  void aMomentIsATimeOrADistanceFromNow() {
    assertEquals(1500, NewJob.Moment.in(Duration.ofMillis(500)).resolve(1000));
    assertEquals(77, NewJob.Moment.at(Instant.ofEpochMilli(77)).resolve(1000));
    assertEquals(1000, new NewJob.Moment(null, null).resolve(1000));
  }

  @Test
  void aRefusalSaysWhatIsWrongInOneSentence() {
    Refusal refusal = Refusal.invalid("Type", "must be short");

    assertEquals("Type must be short.", refusal.detail());
    assertEquals("Type must be short.", refusal.asException().getMessage());
    assertEquals(0, refusal.asException().getStackTrace().length);
    assertEquals("Job.Type must be short.", refusal.within("Job.").detail());
    assertEquals("Job.Type", refusal.within("Job.").field());
    assertNull(Refusal.unknownJob(7).field());
    assertEquals(Refusal.unknownJob(7), Refusal.unknownJob(7).within("Job."));
    assertEquals("There is no job 7.", Refusal.unknownJob(7).detail());
  }

  @Test
  void aJobOfATypeIsOtherwiseAsIfNothingWereSaid() {
    assertEquals(job().type("x").build(), NewJob.ofType("x"));
    assertEquals("default", NewJob.ofType("x").queue());
    assertEquals(5, NewJob.ofType("x").priority());
  }
}
