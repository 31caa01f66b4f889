package io.cqueue.crash;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.container.JavaJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails under load, on a disk that keeps as little as it may, or anything between that
 * and all. {@code -Dpower.rounds=100} for more.
 */
@Tag("root")
@Timeout(1800)
final class ForgetfulDiskIT {

  private static final int ROUNDS = Integer.getInteger("power.rounds", 20);

  @TempDir private Path directory;
  private ForgetfulDisk disk;
  private final CrashTrial trial = new CrashTrial();

  @BeforeEach
  void create() throws Exception {
    disk = ForgetfulDisk.create(directory);
  }

  private JavaJar start(String flush) {
    return JavaJar.start(
        directory,
        disk.environment(),
        "-Dcqueue.store=sqlite",
        "-Dcqueue.data=" + disk.path().resolve("data"),
        "-Dcqueue.flush=" + flush,
        "-Dcqueue.max-finished=1000000");
  }

  private void round(String flush, @Nullable Random luck) throws Exception {
    JavaJar server = start(flush);
    trial.round(server.uri(), server::kill);
    disk.cutPower(luck);
  }

  private void audit(String flush) throws Exception {
    try (JavaJar server = start(flush)) {
      trial.audit(server.uri());
    }
  }

  private void rounds(@Nullable Random luck) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      round("0", luck);
    }
    // Some of it was moved from the log to its pages under load, which is a risk of its own.
    long size = Files.size(disk.path().resolve("data/cqueue.db"));
    assertTrue(ROUNDS < 20 || size > 1 << 16, size + " bytes");
    audit("0");
    System.out.println(ROUNDS + " power cuts: " + trial.summary() + "; nothing lost or undone");
  }

  @Test
  void nothingThatWasAnsweredIsLostOrUndoneIfOnlyWhatWasSyncedSurvives() throws Exception {
    rounds(null);
  }

  @Test
  void nothingThatWasAnsweredIsLostOrUndoneIfAnySectorMaySurvive() throws Exception {
    rounds(new Random(1));
  }

  /** So that it is known that the others would notice. */
  @Test
  void withoutWaitingForTheDiskSomethingIsLostButTheFileIsWhole() throws Exception {
    round("60", new Random(1));
    // This reads every job of it.
    assertThrows(AssertionError.class, () -> audit("60"), trial.summary());
  }
}
