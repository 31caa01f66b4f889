package io.cqueue.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cqueue.core.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class JobTableTest {

  private final Entries entries = new Entries();
  private final JobTable table = new JobTable();

  private Entry entry(long id) {
    return entries.withId(id, JobBuilder.job());
  }

  private List<Long> scan(long after, int max) {
    List<Long> ids = new ArrayList<>();
    table.scan(
        after,
        entry -> {
          ids.add(entry.id);
          return ids.size() < max;
        });
    return ids;
  }

  @Test
  void anEmptyTableHasNothing() {
    assertNull(table.find(0));
    assertNull(table.find(1));
    assertNull(table.find(-1));
    assertNull(table.find(Long.MAX_VALUE));
    assertNull(table.find(Long.MIN_VALUE));
    assertEquals(List.of(), scan(0, 9));
    assertEquals(0, table.size());
  }

  @Test
  void whatWasRemovedIsGoneAndCannotBeRemovedAgain() {
    Entry first = entry(1);
    table.add(first);
    table.add(entry(5000));
    table.remove(first);

    assertNull(table.find(1));
    assertEquals(List.of(5000L), scan(0, 9));
    assertThrows(IllegalStateException.class, () -> table.remove(first));
  }

  @Test
  void aPageThatWasEmptiedWhileItWasTheLastIsUsedAgain() {
    Entry first = entry(1);
    table.add(first);
    table.remove(first);
    Entry second = entry(2);
    table.add(second);

    assertSame(second, table.find(2));
    assertEquals(List.of(2L), scan(0, 9));
  }

  @Test
  void itFindsAndScansAsASortedMapWhateverGoesBefore() {
    SplittableRandom random = new SplittableRandom(1);
    TreeMap<Long, Entry> map = new TreeMap<>();
    long lastId = 0;
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(100) < 55) {
        lastId += random.nextInt(200) == 0 ? 3000 : 1;
        Entry entry = entry(lastId);
        table.add(entry);
        map.put(lastId, entry);
      } else if (!map.isEmpty()) {
        Long id = map.ceilingKey(1 + random.nextLong(lastId));
        Entry removed = Objects.requireNonNull(map.remove(id == null ? map.lastKey() : id));
        table.remove(removed);
        assertNull(table.find(removed.id));
      }
      assertEquals(map.size(), table.size());
      if (i % 100 == 0) {
        long from = random.nextLong(lastId + 10);
        assertEquals(map.tailMap(from, false).keySet().stream().limit(50).toList(), scan(from, 50));
        map.forEach((id, entry) -> assertSame(entry, table.find(id)));
      }
    }
  }
}
