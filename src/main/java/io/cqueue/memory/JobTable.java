package io.cqueue.memory;

import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All jobs by ID. IDs are given out in ascending order, so they sit side by side in pages: one
 * reference a job, where a map would need an entry and a boxed key. A page goes when its last job
 * is forgotten. Guarded by the lock of the queue.
 */
final class JobTable {

  private static final int PAGE_BITS = 10;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;

  private static final class Page {
    final @Nullable Entry[] entries = new Entry[PAGE_SIZE];
    int used;
  }

  private final TreeMap<Long, Page> pages = new TreeMap<>();

  // The page of the highest IDs, where most of what is looked for is.
  private long lastNumber = -1;
  private Page last = new Page();

  private int size;

  int size() {
    return size;
  }

  /** Puts an entry in its place. Its ID is greater than that of any before. */
  void add(Entry entry) {
    long number = entry.id >> PAGE_BITS;
    if (number != lastNumber) {
      if (last.used == 0) {
        pages.remove(lastNumber);
      }
      last = new Page();
      lastNumber = number;
      pages.put(number, last);
    }
    last.entries[slot(entry.id)] = entry;
    last.used++;
    size++;
  }

  @Nullable Entry find(long id) {
    Page page = page(id >> PAGE_BITS);
    return page == null ? null : page.entries[slot(id)];
  }

  void remove(Entry entry) {
    long number = entry.id >> PAGE_BITS;
    Page page = page(number);
    if (page == null) {
      throw new IllegalStateException("job " + entry.id + " is not in the table");
    }
    page.entries[slot(entry.id)] = null;
    size--;
    if (--page.used == 0 && number != lastNumber) {
      pages.remove(number);
    }
  }

  /** Visits entries by ID, those greater than {@code id}, for as long as the visitor says true. */
  void scan(long id, Predicate<Entry> visitor) {
    if (id == Long.MAX_VALUE) {
      return;
    }
    long from = id + 1;
    for (var page : pages.tailMap(from >> PAGE_BITS, true).entrySet()) {
      int first = page.getKey() == from >> PAGE_BITS ? slot(from) : 0;
      for (int slot = first; slot < PAGE_SIZE; slot++) {
        Entry entry = page.getValue().entries[slot];
        if (entry != null && !visitor.test(entry)) {
          return;
        }
      }
    }
  }

  private @Nullable Page page(long number) {
    return number == lastNumber ? last : pages.get(number);
  }

  private static int slot(long id) {
    return (int) (id & (PAGE_SIZE - 1));
  }
}
