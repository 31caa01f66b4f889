package io.cqueue.model;

import io.cqueue.core.JobQueue;
import io.cqueue.core.ManualClock;
import io.cqueue.core.Pending;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do to a queue, and how to write it in a test.
 *
 * @param code as Java
 * @param action the same
 */
record Step(String code, Action action) {

  /** Does it and gives the answer. */
  interface Action {
    @Nullable Object on(World world);
  }

  /** A queue and what is around it. */
  static final class World {
    final ManualClock clock = new ManualClock();
    final JobQueue queue;

    /** What was asked for and may not have come yet. */
    final List<Pending> pending = new ArrayList<>();

    /** The batches that there ever were. */
    final List<Long> batches = new ArrayList<>();

    /** What callbacks heard since it was last looked at. */
    final List<String> heard = new ArrayList<>();

    World(java.util.function.Function<ManualClock, JobQueue> open) {
      this.queue = open.apply(clock);
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
