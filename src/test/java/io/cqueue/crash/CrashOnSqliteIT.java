package io.cqueue.crash;

import io.cqueue.container.JavaJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a server that keeps its jobs on the disk. {@code -Dcrash.rounds=50} for more.
 */
@Timeout(1800)
final class CrashOnSqliteIT {

  private static final int ROUNDS = Integer.getInteger("crash.rounds", 10);

  @TempDir private Path directory;

  @Test
  void nothingThatWasAnsweredIsLostOrUndone() throws Exception {
    CrashTrial trial = new CrashTrial();
    for (int round = 0; round < ROUNDS; round++) {
      JavaJar server = start();
      trial.round(server.uri(), server::kill);
    }
    try (JavaJar server = start()) {
      trial.audit(server.uri());
    }
    System.out.println(ROUNDS + " crashes: " + trial.summary() + "; nothing lost or undone");
  }

  private JavaJar start() {
    String data = "-Dcqueue.data=" + directory.resolve("data");
    return JavaJar.start(directory, "-Dcqueue.store=sqlite", data, "-Dcqueue.max-finished=1000000");
  }
}
