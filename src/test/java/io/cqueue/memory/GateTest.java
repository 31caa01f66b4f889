package io.cqueue.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.core.QueueSettings;
import io.cqueue.core.SettingsBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {

  private static final long NOW = 1_000_000;

  private final Gate gate = new Gate();

  private void rate(double perSecond) {
    gate.settings(SettingsBuilder.of(QueueSettings.DEFAULT).rate(perSecond).build());
  }

  private int passAll(long now) {
    int passed = 0;
    while (gate.isOpen(0, now)) {
      gate.passed(now);
      passed++;
    }
    return passed;
  }

  @Test
  void itIsOpenByDefault() {
    assertTrue(gate.isOpen(1_000_000, NOW));
    gate.passed(NOW);
    assertTrue(gate.isOpen(1_000_000, NOW));
    assertEquals(0, gate.opensAt());
  }

  @Test
  void itIsClosedWhilePaused() {
    gate.settings(QueueSettings.DEFAULT.withPaused(true));

    assertFalse(gate.isOpen(0, NOW));
  }

  @Test
  void itIsClosedWhenEnoughAreInProgress() {
    gate.settings(SettingsBuilder.of(QueueSettings.DEFAULT).maxInProgress(2).build());

    assertTrue(gate.isOpen(1, NOW));
    assertFalse(gate.isOpen(2, NOW));
    assertFalse(gate.isOpen(3, NOW));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3, 7, 10, 11, 100, 1000, 12_345})
  void inTheLongRunAsManyPassAsTheRateSays(double rate) {
    rate(rate);
    int passed = 0;
    for (long now = NOW; now < NOW + 100_000; now++) {
      passed += passAll(now);
    }
    double burst = Math.max(1, rate / 10);
    assertEquals(100 * rate + burst / 2, passed, burst / 2 + 1);
  }

  @Test
  void whatWasNotUsedIsGoneButForATenthOfASecond() {
    rate(100);
    assertEquals(10, passAll(NOW));
    assertEquals(NOW + 10, gate.opensAt());
    assertEquals(10, passAll(NOW + 100));
    assertEquals(10, passAll(NOW + 100_000));
  }

  @Test
  void aSlowRateHasNoBurst() {
    rate(4);
    assertEquals(1, passAll(NOW));
    assertEquals(NOW + 250, gate.opensAt());
    assertEquals(0, passAll(NOW + 249));
    assertEquals(1, passAll(NOW + 10_000));
  }

  @Test
  void aChangeOfAnotherSettingDoesNotOpenIt() {
    rate(1);
    passAll(NOW);
    gate.settings(SettingsBuilder.of(QueueSettings.DEFAULT).rate(1).maxAttempts(2).build());
    assertFalse(gate.isOpen(0, NOW));
    rate(2);
    assertTrue(gate.isOpen(0, NOW));
  }
}
