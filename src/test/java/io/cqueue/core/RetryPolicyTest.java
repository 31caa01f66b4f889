package io.cqueue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {

  private static final QueueSettings SETTINGS =
      SettingsBuilder.of(QueueSettings.DEFAULT)
          .backoff(Duration.ofSeconds(10), Duration.ofSeconds(1000))
          .build();

  @Test
  void theSameFailureAlwaysWaitsTheSame() {
    assertEquals(
        RetryPolicy.backoffMillis(7, 2, SETTINGS), RetryPolicy.backoffMillis(7, 2, SETTINGS));
  }

  @Test
  void theWaitsAreSpreadEvenlyOverATenthAroundTheExactOne() {
    for (int failures = 1; failures <= 6; failures++) {
      double exact = 10_000 * Math.pow(2, failures - 1);
      int number = failures;
      var waits =
          LongStream.rangeClosed(1, 10_000)
              .map(id -> RetryPolicy.backoffMillis(id, number, SETTINGS))
              .summaryStatistics();
      assertEquals(0.9 * exact, (double) waits.getMin(), 0.001 * exact);
      assertEquals(1.1 * exact, (double) waits.getMax(), 0.001 * exact);
      assertEquals(exact, waits.getAverage(), 0.005 * exact);
    }
  }

  @Test
  void theCapHoldsHoweverOftenItFailed() {
    for (int failures : new int[] {8, 20, 100, 5000, Integer.MAX_VALUE}) {
      long wait = RetryPolicy.backoffMillis(1, failures, SETTINGS);
      assertTrue(wait >= 900_000 && wait <= 1_100_000, () -> wait + " ms");
    }
  }

  @Test
  void withoutABaseThereIsNoWait() {
    QueueSettings none =
        SettingsBuilder.of(SETTINGS).backoff(Duration.ZERO, Duration.ofHours(1)).build();

    assertEquals(0, RetryPolicy.backoffMillis(1, 5, none));
  }

  @Test
  void aJobThatNeverFailedWaitsAsAfterTheFirst() {
    long wait = RetryPolicy.backoffMillis(1, 0, SETTINGS);

    assertTrue(wait >= 9_000 && wait <= 11_000, () -> wait + " ms");
  }
}
