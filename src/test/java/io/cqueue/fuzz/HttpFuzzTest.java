package io.cqueue.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run, the same each time; the profile nightly goes on from there. */
final class HttpFuzzTest {

  private static final int TRIALS = Integer.getInteger("fuzz.trials", 200);
  private static final long SEED = Long.getLong("fuzz.seed", 20_260_101);

  @Test
  @Timeout(300)
  void whateverClientsSendTheServerStaysSaneAndItsBooksAreRight() throws Exception {
    try (HttpFuzzer fuzzer = HttpFuzzer.start()) {
      for (int i = 0; i < TRIALS; i++) {
        byte[] input = new byte[HttpFuzzer.SEED_LENGTH];
        new Random(SEED + i).nextBytes(input);
        try {
          fuzzer.play(input);
        } catch (AssertionError e) {
          String hex = HexFormat.of().formatHex(input);
          throw new AssertionError("trial " + i + " of seed " + SEED + ", " + hex, e);
        }
      }
      assertTrue(fuzzer.requests() > 10L * TRIALS, () -> fuzzer.requests() + " requests");
      assertTrue(fuzzer.delivered() > TRIALS / 4, () -> fuzzer.delivered() + " jobs");
    }
  }
}
