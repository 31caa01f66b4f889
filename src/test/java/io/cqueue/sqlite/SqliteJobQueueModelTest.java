package io.cqueue.sqlite;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.model.JobQueueModel;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The model, against a queue that is closed and opened again and again. */
final class SqliteJobQueueModelTest extends JobQueueModel {

  private static final int STEPS = Integer.getInteger("model.steps.sqlite", 6_000);

  @TempDir Path directory;
  private int opened;

  @Override
  protected int steps() {
    return STEPS;
  }

  @Override
  protected JobQueue open(InstantSource clock, int maxFinished) {
    Path data = directory.resolve("data" + ++opened);
    return Reopening.of(
        () -> SqliteJobQueueTest.openPrompt(data, clock, maxFinished, new JobCounters(0)), clock);
  }
}
