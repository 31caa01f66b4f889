package io.cqueue.memory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All jobs by ID. IDs are given out in ascending order, so they sit side by side in pages: one
 * reference a job, where a map would need an entry and a boxed key.
 */
final class JobTable {

  private static final int PAGE_BITS = 10;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;

  private final Map<Long, @Nullable Entry[]> pages = new HashMap<>();
  private long lastPageNumber = -1;
  private @Nullable Entry[] lastPage = new Entry[0];

  /** Puts an entry in its place. IDs come in ascending order. */
  void add(Entry entry) {
    long number = entry.id >> PAGE_BITS;
    if (number != lastPageNumber) {
      lastPage = new Entry[PAGE_SIZE];
      lastPageNumber = number;
      pages.put(number, lastPage);
    }
    lastPage[slot(entry.id)] = entry;
  }

  @Nullable Entry find(long id) {
    @Nullable Entry[] page = pages.get(id >> PAGE_BITS);
    return page == null ? null : page[slot(id)];
  }

  private static int slot(long id) {
    return (int) (id & (PAGE_SIZE - 1));
  }
}
