package io.cqueue.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class MeterTest {

  private final Meter meter = new Meter();

  @Test
  void nothingIsZero() {
    assertEquals(0, meter.perSecond(123_456));
  }

  @Test
  void aSteadyRateIsShownAsItIs() {
    for (long second = 0; second < 60; second++) {
      for (int i = 0; i < 5; i++) {
        meter.mark(second * 1000);
      }
      if (second > 20) {
        assertEquals(5, meter.perSecond(second * 1000 + 999), 0.6);
      }
    }
  }

  @Test
  void thePastFadesOverTenSeconds() {
    for (int i = 0; i < 100; i++) {
      meter.mark(9_999);
    }
    assertEquals(10, meter.perSecond(9_999));
    assertEquals(10, meter.perSecond(10_000));
    assertEquals(5, meter.perSecond(15_000));
    assertEquals(1, meter.perSecond(19_000), 1e-9);
    assertEquals(0, meter.perSecond(20_000));
  }

  @Test
  void aLongPauseForgetsEverything() {
    meter.mark(1_000);
    assertEquals(0, meter.perSecond(31_000));
    meter.mark(35_000);
    assertEquals(0.1, meter.perSecond(35_000));
  }
}
