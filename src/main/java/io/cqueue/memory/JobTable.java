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

  /** A power of two. */
  private static final int RECENT = 16;

  private static final class Page {
    final long number;
    final @Nullable Entry[] entries = new Entry[PAGE_SIZE];
    int used;

    Page(long number) {
      this.number = number;
    }
  }

  private final TreeMap<Long, Page> pages = new TreeMap<>();

  /** The page of the highest IDs. */
  private Page last = new Page(-1);

  /**
   * Pages looked at of late, by the lowest bits of their numbers: jobs come, end and are forgotten
   * side by side.
   */
  private final @Nullable Page[] recent = new Page[RECENT];

  private int size;

  int size() {
    return size;
  }

  /** Puts an entry in its place. Its ID is greater than that of any before. */
  void add(Entry entry) {
    long number = entry.id >> PAGE_BITS;
    if (number != last.number) {
      if (last.used == 0) {
        drop(last);
      }
      last = new Page(number);
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
    Page page = page(entry.id >> PAGE_BITS);
    if (page == null) {
      throw new IllegalStateException("job " + entry.id + " is not in the table");
    }
    page.entries[slot(entry.id)] = null;
    size--;
    if (--page.used == 0 && page != last) {
      drop(page);
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
    Page page = recent[place(number)];
    if (page == null || page.number != number) {
      page = pages.get(number);
      recent[place(number)] = page;
    }
    return page;
  }

  private void drop(Page page) {
    pages.remove(page.number);
    recent[place(page.number)] = null;
  }

  private static int place(long number) {
    return (int) number & (RECENT - 1);
  }

  private static int slot(long id) {
    return (int) (id & (PAGE_SIZE - 1));
  }
}
