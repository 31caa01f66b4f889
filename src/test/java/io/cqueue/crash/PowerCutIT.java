package io.cqueue.crash;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cqueue.container.JavaJar;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails under load: of what the server wrote, only that is left which it had waited for.
 * {@code kill -9} cannot show that, since what a process has written outlives it.
 */
@Tag("root")
@Timeout(1800)
final class PowerCutIT {

  private static final int ROUNDS = Integer.getInteger("power.rounds", 20);

  @TempDir private Path directory;
  private LoopDisk disk;

  @BeforeEach
  void mount() throws Exception {
    disk = LoopDisk.create(directory, 64);
  }

  @AfterEach
  void unmount() throws Exception {
    disk.unmount();
  }

  private JavaJar start(String flush) {
    return JavaJar.start(
        directory,
        "-Dcqueue.store=sqlite",
        "-Dcqueue.data=" + disk.path().resolve("data"),
        "-Dcqueue.flush=" + flush,
        "-Dcqueue.max-finished=1000000");
  }

  private void round(CrashTrial trial, String flush) throws Exception {
    JavaJar server = start(flush);
    trial.round(server.uri(), server::kill);
    disk = disk.cutPower();
  }

  @Test
  void nothingThatWasAnsweredIsLostOrUndone() throws Exception {
    CrashTrial trial = new CrashTrial();
    for (int round = 0; round < ROUNDS; round++) {
      round(trial, "0");
    }
    try (JavaJar server = start("0")) {
      trial.audit(server.uri());
    }
    System.out.println(ROUNDS + " power cuts: " + trial.summary() + "; nothing lost or undone");
  }

  /** So that it is known that the test would notice. */
  @Test
  void withoutWaitingForTheDiskSomethingIsLost() throws Exception {
    CrashTrial trial = new CrashTrial();
    round(trial, "60");
    try (JavaJar server = start("60")) {
      assertThrows(AssertionError.class, () -> trial.audit(server.uri()), trial.summary());
    }
  }
}
