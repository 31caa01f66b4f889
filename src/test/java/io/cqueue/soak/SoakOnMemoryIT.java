package io.cqueue.soak;

import io.cqueue.container.JavaJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar} with its jobs in memory. */
@Tag("soak")
final class SoakOnMemoryIT {

  @TempDir private static Path directory;

  @Test
  void underMixedLoadNothingGrowsAndEveryJobIsAccountedFor() throws Exception {
    try (JavaJar server = JavaJar.start(directory)) {
      new Soak(server).run();
    }
  }
}
