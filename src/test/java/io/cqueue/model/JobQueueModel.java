package io.cqueue.model;

import static org.junit.jupiter.api.Assertions.fail;

import io.cqueue.core.JobQueue;
import io.cqueue.core.ManualClock;
import io.cqueue.model.Step.World;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Leads a queue and the model through the same random steps, and compares all that can be seen
 * after each. If they differ, it drops steps for as long as they still do and prints the rest.
 *
 * <p>{@code -Dmodel.steps=…} sets how many steps there are in all, {@code -Dmodel.seed=…} where the
 * seeds begin.
 */
public abstract class JobQueueModel {

  private static final int LENGTH = 60;
  private static final int STEPS = Integer.getInteger("model.steps", 200_000);
  private static final long SEED = Long.getLong("model.seed", 1);

  /**
   * Opens an empty queue.
   *
   * @param clock says what time it is
   * @param maxFinished how many jobs that are done are kept at most
   */
  protected abstract JobQueue open(InstantSource clock, int maxFinished);

  /** How many steps there are in all. */
  protected int steps() {
    return STEPS;
  }

  @Test
  void theQueueDoesWhatTheModelDoes() {
    for (long seed = SEED; seed < SEED + steps() / LENGTH; seed++) {
      int maxFinished = seed % 4 == 0 ? (int) (seed / 4 % 5) : 1_000_000;
      List<Step> steps = new Steps(seed, seed % 4 == 0).take(LENGTH);
      if (difference(steps, maxFinished) != null) {
        List<Step> fewest = shrink(steps, maxFinished);
        fail(
            "Seed "
                + seed
                + ", maxFinished "
                + maxFinished
                + ":\n"
                + String.join("\n", fewest.stream().map(Step::code).toList())
                + "\n\n"
                + difference(fewest, maxFinished));
      }
    }
  }

  /** Drops longer and shorter runs of steps for as long as there is a difference. */
  private List<Step> shrink(List<Step> steps, int maxFinished) {
    List<Step> fewest = steps;
    for (int run = LENGTH / 2; run > 0; ) {
      boolean dropped = false;
      for (int from = fewest.size() - run; from >= 0; from--) {
        if (from + run <= fewest.size()) {
          List<Step> fewer = new ArrayList<>(fewest);
          fewer.subList(from, from + run).clear();
          if (difference(fewer, maxFinished) != null) {
            fewest = fewer;
            dropped = true;
          }
        }
      }
      if (!dropped) {
        run = run / 2;
      }
    }
    return fewest;
  }

  /** What differs first, if anything does. */
  private @Nullable String difference(List<Step> steps, int maxFinished) {
    World model = new World(clock -> new ReferenceQueue(clock, maxFinished));
    World real = new World((ManualClock clock) -> open(clock, maxFinished));
    try (JobQueue queue = real.queue) {
      JobQueue.Events expectedEvents = model.queue.listen(() -> {});
      JobQueue.Events events = queue.listen(() -> {});
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        Seen expected = Seen.after(step, model, expectedEvents);
        Seen actual = Seen.after(step, real, events);
        if (!actual.equals(expected)) {
          return "After step " + (i + 1) + ", " + step + "\n" + actual.difference(expected);
        }
      }
      return null;
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return e + " at " + (trace.length == 0 ? "?" : trace[0]);
    }
  }
}
