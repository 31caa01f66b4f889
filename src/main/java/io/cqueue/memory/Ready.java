package io.cqueue.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one queue that can be had now, in one order for consumers that take any and in one
 * for each type. Guarded by the lock of the queue.
 */
final class Ready {

  /** So many types keep their place while they have no job, which is cheaper than a new one. */
  private static final int KEEP_TYPES = 64;

  private final Lanes all = new Lanes(JobList.Side.QUEUE);
  private final Map<String, OfType> byType = new HashMap<>();

  /** The jobs of one type, and the one string that all of them share. */
  private record OfType(String type, Lanes lanes) {}

  /** The type as jobs that are here have it, so that each string is there once. */
  String canonical(String type) {
    OfType known = byType.get(type);
    return known == null ? type : known.type;
  }

  void add(Entry entry) {
    entry.late = all.isLate(entry);
    all.add(entry);
    OfType ofType = byType.get(entry.type);
    if (ofType == null) {
      ofType = new OfType(entry.type, new Lanes(JobList.Side.OTHER));
      byType.put(entry.type, ofType);
    }
    ofType.lanes.add(entry);
  }

  void remove(Entry entry) {
    all.remove(entry);
    OfType ofType = byType.get(entry.type);
    if (ofType != null) {
      ofType.lanes.remove(entry);
      if (ofType.lanes.isEmpty() && byType.size() > KEEP_TYPES) {
        byType.remove(entry.type);
      }
    }
    entry.late = false;
  }

  /** The next job for a consumer that takes these types, or any if there are none; or null. */
  @Nullable Entry first(Collection<String> types) {
    if (types.isEmpty()) {
      return all.first();
    }
    Entry best = null;
    for (String type : types) {
      Entry first = first(type);
      if (first != null && (best == null || comesBefore(first, best))) {
        best = first;
      }
    }
    return best;
  }

  /** The next job of a type, or null. */
  @Nullable Entry first(String type) {
    OfType ofType = byType.get(type);
    return ofType == null ? null : ofType.lanes.first();
  }

  /** The job that was enqueued first, or null. */
  @Nullable Entry oldest() {
    return all.oldest();
  }

  void forEach(Consumer<Entry> visitor) {
    all.forEach(visitor);
  }

  private static boolean comesBefore(Entry a, Entry b) {
    return a.priority != b.priority ? a.priority > b.priority : a.id < b.id;
  }
}
