package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RequestRateTest {

  private long now = -7;
  private final RequestRate rate = new RequestRate(10, () -> now);

  private void pass(int millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void assertAllows(int requests) {
    for (int i = 0; i < requests; i++) {
      assertTrue(rate.allows("a"), "request " + i);
    }
    assertFalse(rate.allows("a"));
  }

  @Test
  void aCallerMayAskSoOftenASecond() {
    assertAllows(10);
    pass(99);
    assertFalse(rate.allows("a"));
    pass(1);
    assertAllows(1);
    pass(350);
    assertAllows(3);
  }

  @Test
  void whatIsNotUsedIsKeptForOneSecond() {
    assertAllows(10);
    pass(60_000);
    assertAllows(10);
  }

  @Test
  void oneCallerDoesNotUseUpWhatAnotherMay() {
    assertAllows(10);

    assertTrue(rate.allows("b"));
  }

  @Test
  void zeroIsNoLimit() {
    RequestRate unlimited = new RequestRate(0, () -> 0);
    for (int i = 0; i < 1000; i++) {
      assertTrue(unlimited.allows("a"));
    }
  }

  @Test
  void callersThatAreForgottenMayAskAsOftenAsNewOnes() {
    assertAllows(10);
    pass(2_000);
    for (int i = 0; i < 20_000; i++) {
      rate.allows("caller " + i);
    }

    assertAllows(10);
  }
}
