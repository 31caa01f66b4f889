package io.cqueue.memory;

import io.cqueue.core.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the call that has the lock has changed, if anyone wants to know. A job that was changed in
 * several ways is one change. Guarded by the lock of the queue.
 */
final class Changes {

  private final JobTable table;
  private boolean wanted;
  private final List<Entry> touched = new ArrayList<>();
  private final Map<Long, Batch> batches = new LinkedHashMap<>();
  private final List<Change> others = new ArrayList<>();

  Changes(JobTable table) {
    this.table = table;
  }

  /** Someone wants to know, from now on. */
  void begin() {
    wanted = true;
  }

  /** A job is new, or different, or forgotten. */
  void touch(Entry entry) {
    if (wanted && !entry.touched) {
      entry.touched = true;
      touched.add(entry);
    }
  }

  /** A batch is new, or has come further: only where it stands at last is of interest. */
  void touch(Batch batch) {
    if (wanted) {
      batches.put(batch.id(), batch);
    }
  }

  /** A batch is forgotten. */
  void forget(long batch) {
    batches.remove(batch);
    add(new Change.Unbatched(batch));
  }

  /** Something else has changed. */
  void add(Change change) {
    if (wanted) {
      others.add(change);
    }
  }

  /** Takes the changes that there are. */
  List<Change> take(long lastId, long lastEvent) {
    if (touched.isEmpty() && others.isEmpty() && batches.isEmpty()) {
      return List.of();
    }
    List<Change> taken = new ArrayList<>(touched.size() + others.size() + 1);
    for (Entry entry : touched) {
      entry.touched = false;
      if (table.find(entry.id) != entry) {
        if (entry.kept) {
          taken.add(new Change.Forgotten(entry.id));
        }
      } else {
        taken.add(entry.kept ? new Change.Changed(entry.keep()) : new Change.Added(entry.keep()));
        entry.kept = true;
      }
    }
    touched.clear();
    batches.values().forEach(batch -> taken.add(new Change.Batched(batch)));
    batches.clear();
    taken.addAll(others);
    others.clear();
    taken.add(new Change.Counted(lastId, lastEvent));
    return taken;
  }
}
