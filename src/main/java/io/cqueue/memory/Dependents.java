package io.cqueue.memory;

import io.cqueue.core.JobStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which jobs wait for which. Guarded by the lock of the queue. */
final class Dependents {

  /** By the ID of the job that they wait for. */
  private final Map<Long, Set<Entry>> waiting = new HashMap<>();

  /** For how many jobs each of them waits. */
  private final Map<Entry, Integer> missing = new HashMap<>();

  /** Lets a job wait for these, which are not finished. */
  void add(Entry entry, List<Entry> dependencies) {
    missing.put(entry, dependencies.size());
    for (Entry dependency : dependencies) {
      waiting.computeIfAbsent(dependency.id, any -> new LinkedHashSet<>(2)).add(entry);
    }
  }

  /** The job waits no longer, for whatever reason. */
  void remove(Entry entry) {
    missing.remove(entry);
    for (Long id : entry.options.after()) {
      Set<Entry> others = waiting.get(id);
      if (others != null && others.remove(entry) && others.isEmpty()) {
        waiting.remove(id);
      }
    }
  }

  /** Those that wait for nothing any more, now that this job is concluded. */
  List<Entry> freedBy(Entry concluded) {
    List<Entry> free = new ArrayList<>(0);
    for (Entry entry : taken(concluded)) {
      if (missing.merge(entry, -1, Integer::sum) == 0) {
        missing.remove(entry);
        free.add(entry);
      }
    }
    return free;
  }

  /** Those that wait in vain, now that this job failed or was cancelled. */
  List<Entry> strandedBy(Entry failed) {
    return taken(failed).stream().filter(entry -> entry.status == JobStatus.BLOCKED).toList();
  }

  private Collection<Entry> taken(Entry ended) {
    Set<Entry> entries = waiting.isEmpty() ? null : waiting.remove(ended.id);
    return entries == null ? Set.of() : entries;
  }
}
