package io.cqueue.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class RememberedTest {

  private final Timers timers = new Timers();
  private final Room room = new Room(1000);
  private final Remembered<String> remembered = new Remembered<>(100, timers, room);

  private void passTo(long now) {
    for (Timed due = timers.poll(now); due != null; due = timers.poll(now)) {
      due.run(now);
    }
  }

  @Test
  void anAnswerIsKeptForItsTime() {
    remembered.put("k", "a", 10, 0);
    passTo(99);
    assertEquals("a", remembered.find("k"));
    assertNull(remembered.find("l"));
    passTo(100);
    assertNull(remembered.find("k"));
  }

  @Test
  void anAnswerThatReplacesAnotherIsKeptForItsOwnTime() {
    remembered.put("k", "a", 10, 0);
    remembered.put("l", "b", 10, 10);
    remembered.put("k", "c", 10, 50);
    passTo(110);
    assertEquals("c", remembered.find("k"));
    assertNull(remembered.find("l"));
    passTo(150);
    assertNull(remembered.find("k"));
  }

  @Test
  void theRoomIsGivenBack() {
    remembered.put("k", "a", 10, 0);
    remembered.put("k", "b", 30, 0);
    remembered.put("l", "c", 5, 20);
    assertEquals(35, room.used());
    passTo(100);
    assertEquals(5, room.used());
    passTo(120);
    assertEquals(0, room.used());
    assertEquals(Long.MAX_VALUE, timers.next());
  }

  @Test
  void afterAllWasForgottenItRemembersAnew() {
    remembered.put("k", "a", 10, 0);
    passTo(1000);
    remembered.put("k", "b", 10, 1000);
    passTo(1099);
    assertEquals("b", remembered.find("k"));
    passTo(1100);
    assertNull(remembered.find("k"));
  }
}
