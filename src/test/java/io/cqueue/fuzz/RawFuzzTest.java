package io.cqueue.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run, the same each time; the profile nightly has a long one. */
final class RawFuzzTest {

  private static final int CLIENTS = Integer.getInteger("fuzz.clients", 400);
  private static final long SEED = Long.getLong("fuzz.seed", 20_260_101);

  @Test
  @Timeout(300)
  void whatIsHardlyHttpIsAnsweredOrTheConnectionIsClosed() throws Exception {
    try (RawFuzzer fuzzer = new RawFuzzer()) {
      fuzzer.run(CLIENTS, SEED);
      assertTrue(fuzzer.answers() > CLIENTS / 2, () -> fuzzer.answers() + " answers");
    }
  }
}
