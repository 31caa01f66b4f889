package io.cqueue.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.cqueue.core.JobBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ReadyTest {

  private static final Comparator<Entry> ORDER =
      Comparator.<Entry>comparingInt(entry -> -entry.priority).thenComparingLong(entry -> entry.id);

  private final Entries entries = new Entries();
  private final Ready ready = new Ready();

  @Test
  void nothingIsReadyAtFirst() {
    assertNull(ready.first(Set.of()));
    assertNull(ready.first(Set.of("a", "b")));
    assertNull(ready.first("a"));
    assertNull(ready.oldest());
  }

  @Test
  void typesShareOneString() {
    String type = new String("type");
    ready.add(entries.next(JobBuilder.job().type(type)));

    assertSame(type, ready.canonical(new String("type")));
    String other = new String("other");
    assertSame(other, ready.canonical(other));
  }

  @Test
  void manyTypesThatAreNotUsedAnyMoreAreForgotten() {
    for (int i = 0; i < 1000; i++) {
      Entry entry = entries.next(JobBuilder.job().type("type-" + i));
      ready.add(entry);
      ready.remove(entry);
    }
    String last = new String("type-999");
    assertSame(last, ready.canonical(last));
  }

  @Test
  void theFirstIsThatOfASortedListWhateverGoesBefore() {
    List<String> types = List.of("a", "b", "c");
    for (int seed = 0; seed < 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Ready tested = new Ready();
      List<Entry> in = new ArrayList<>();
      List<Entry> out = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        int dice = random.nextInt(10);
        if (dice < 4) {
          Entry entry =
              entries.next(
                  JobBuilder.job()
                      .type(types.get(random.nextInt(3)))
                      .priority(random.nextInt(3) * 4));
          tested.add(entry);
          in.add(entry);
        } else if (dice < 6 && !out.isEmpty()) {
          Entry back = out.remove(random.nextInt(out.size()));
          tested.add(back);
          in.add(back);
        } else if (!in.isEmpty()) {
          Entry gone = in.remove(dice < 8 ? 0 : random.nextInt(in.size()));
          tested.remove(gone);
          out.add(gone);
        }
        in.sort(ORDER);
        assertSameAs(in, tested);
      }
    }
  }

  private static void assertSameAs(List<Entry> sorted, Ready ready) {
    assertSame(sorted.isEmpty() ? null : sorted.get(0), ready.first(Set.of()));
    for (Set<String> types : List.of(Set.of("a"), Set.of("a", "c"), Set.of("b", "none"))) {
      assertSame(
          sorted.stream().filter(entry -> types.contains(entry.type)).findFirst().orElse(null),
          ready.first(types));
    }
    assertSame(
        sorted.stream().min(Comparator.comparingLong(entry -> entry.id)).orElse(null),
        ready.oldest());
    List<Entry> visited = new ArrayList<>();
    ready.forEach(visited::add);
    assertEquals(sorted.size(), visited.size());
    assertEquals(new HashSet<>(sorted), new HashSet<>(visited));
  }
}
