package io.cqueue.soak;

import io.cqueue.container.JavaJar;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar} with its jobs on the disk. */
@Tag("soak")
final class SoakOnSqliteIT {

  @TempDir private static Path directory;

  @Test
  void underMixedLoadNothingGrowsAndEveryJobIsAccountedFor() throws Exception {
    Map<String, String> store =
        Map.of("CQUEUE_STORE", "sqlite", "CQUEUE_DATA", directory.resolve("data").toString());
    try (JavaJar server = JavaJar.start(directory, store)) {
      new Soak(server).run();
    }
  }
}
