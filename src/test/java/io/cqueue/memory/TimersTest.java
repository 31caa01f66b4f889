package io.cqueue.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TimersTest {

  private static final class Element implements Timed {
    private final long due;
    private final long tie;
    private int slot = -1;

    Element(long due, long tie) {
      this.due = due;
      this.tie = tie;
    }

    @Override
    public long due() {
      return due;
    }

    @Override
    public long tie() {
      return tie;
    }

    @Override
    public int slot() {
      return slot;
    }

    @Override
    public void slot(int where) {
      slot = where;
    }

    @Override
    public void run(long now) {}
  }

  private final Timers timers = new Timers();

  @Test
  void nothingIsEverDueAtFirst() {
    assertEquals(Long.MAX_VALUE, timers.next());
    assertNull(timers.poll(Long.MAX_VALUE));
  }

  @Test
  void whatIsDueInTheSameMillisecondGoesByItsTie() {
    Element second = new Element(5, 2);
    Element first = new Element(5, 1);
    timers.add(second);
    timers.add(first);

    assertNull(timers.poll(4));
    assertSame(first, timers.poll(5));
    assertSame(second, timers.poll(5));
  }

  @Test
  void removingWhatIsNotHereDoesNothing() {
    Element one = new Element(1, 1);
    timers.remove(one);
    timers.add(one);
    timers.remove(one);
    timers.remove(one);

    assertEquals(Long.MAX_VALUE, timers.next());
  }

  @Test
  void theyComeOutAsFromASortedListWhateverGoesBefore() {
    for (int seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Timers tested = new Timers();
      List<Element> sorted = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        int dice = random.nextInt(100);
        if (dice < 55) {
          Element added = new Element(random.nextInt(100), i);
          tested.add(added);
          sorted.add(added);
          sorted.sort(Comparator.comparingLong(Element::due).thenComparing(Element::tie));
        } else if (dice < 75 && !sorted.isEmpty()) {
          Element removed = sorted.remove(random.nextInt(sorted.size()));
          tested.remove(removed);
          assertEquals(-1, removed.slot());
        } else {
          long now = random.nextInt(50);
          boolean due = !sorted.isEmpty() && sorted.get(0).due() <= now;
          assertSame(due ? sorted.remove(0) : null, tested.poll(now));
        }
        assertEquals(sorted.isEmpty() ? Long.MAX_VALUE : sorted.get(0).due(), tested.next());
      }
    }
  }
}
