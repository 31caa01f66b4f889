package io.cqueue.memory;

import io.cqueue.core.NewJob;
import java.util.ArrayDeque;

/**
 * Entries of jobs that are forgotten, to be used again. A new entry that waits behind millions of
 * others is copied by the garbage collector until it is old, and that costs as much as all else
 * that is done for a job; one that was used before is old already. Where jobs do not live that
 * long, new ones are cheaper: what is written to old objects has to be marked for the collector. An
 * entry is used again only by a later call, so that whatever the present one still has in hand
 * stays what it is; no entry is held outside the lock. Guarded by the lock of the queue.
 */
final class Spares {

  /** As many come back as are taken in the long run, so that few suffice. */
  private static final int MAX = 1000;

  /** How many jobs have come after one that lived long. */
  private static final long LONG_LIFE = 200_000;

  private final ArrayDeque<Entry> forgotten = new ArrayDeque<>();
  private final ArrayDeque<Entry> spare = new ArrayDeque<>();

  /** The job of this entry is forgotten, and the last that came has this ID. */
  void add(Entry entry, long lastId) {
    if (lastId - entry.id > LONG_LIFE && spare.size() + forgotten.size() < MAX) {
      forgotten.add(entry);
    }
  }

  /** A new call begins: nobody has an entry in hand. */
  void release() {
    for (Entry entry = forgotten.poll(); entry != null; entry = forgotten.poll()) {
      entry.clear();
      spare.push(entry);
    }
  }

  /** An entry for a new job. */
  Entry entry(long id, NewJob job, String type, NamedQueue queue, Life life, long now) {
    Entry entry = spare.poll();
    if (entry == null) {
      return new Entry(id, job, type, queue, life, now);
    }
    entry.become(id, job, type, queue, now);
    return entry;
  }
}
