package io.cqueue.memory;

import io.cqueue.core.NewJob;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that can be had, the highest priority first and by ID within one. Nearly all come in the
 * order of their IDs and go into a list. The few that come late, after a delay or a lost lease, go
 * into a tree beside it, so that neither has to be searched. Guarded by the lock of the queue.
 */
final class Lanes {

  private static final Comparator<Entry> BY_ID = Comparator.comparingLong(entry -> entry.id);

  private final JobList.Side side;
  private final @Nullable JobList[] inOrder = new JobList[NewJob.MAX_PRIORITY + 1];
  private final @Nullable TreeSet<Entry>[] late = newTrees();

  /** A bit for each priority of which there may be jobs. */
  private int used;

  Lanes(JobList.Side side) {
    this.side = side;
  }

  /** Whether this job comes before one of its priority that is here already. */
  boolean isLate(Entry entry) {
    JobList list = inOrder[entry.priority];
    Entry last = list == null ? null : list.last();
    return last != null && last.id > entry.id;
  }

  /** Adds a job, into the tree if it is {@link Entry#late}. */
  void add(Entry entry) {
    used |= 1 << entry.priority;
    if (entry.late) {
      TreeSet<Entry> tree = late[entry.priority];
      if (tree == null) {
        tree = new TreeSet<>(BY_ID);
        late[entry.priority] = tree;
      }
      tree.add(entry);
    } else {
      JobList list = inOrder[entry.priority];
      if (list == null) {
        list = new JobList(side);
        inOrder[entry.priority] = list;
      }
      list.add(entry);
    }
  }

  void remove(Entry entry) {
    JobList list = inOrder[entry.priority];
    TreeSet<Entry> tree = late[entry.priority];
    if (entry.late && tree != null) {
      tree.remove(entry);
    } else if (list != null) {
      list.remove(entry);
    }
    if (firstOf(entry.priority) == null) {
      used &= ~(1 << entry.priority);
    }
  }

  /** The next job to hand out, or null. */
  @Nullable Entry first() {
    return used == 0 ? null : firstOf(31 - Integer.numberOfLeadingZeros(used));
  }

  /** The job that was enqueued first, of any priority, or null. */
  @Nullable Entry oldest() {
    Entry oldest = null;
    for (int priority = 0; priority <= NewJob.MAX_PRIORITY; priority++) {
      Entry first = firstOf(priority);
      if (first != null && (oldest == null || first.id < oldest.id)) {
        oldest = first;
      }
    }
    return oldest;
  }

  boolean isEmpty() {
    return used == 0;
  }

  void forEach(Consumer<Entry> visitor) {
    for (int priority = 0; priority <= NewJob.MAX_PRIORITY; priority++) {
      JobList list = inOrder[priority];
      if (list != null) {
        list.forEach(visitor);
      }
      TreeSet<Entry> tree = late[priority];
      if (tree != null) {
        tree.forEach(visitor);
      }
    }
  }

  private @Nullable Entry firstOf(int priority) {
    JobList list = inOrder[priority];
    TreeSet<Entry> tree = late[priority];
    Entry inTime = list == null ? null : list.first();
    if (tree == null || tree.isEmpty()) {
      return inTime;
    }
    Entry tardy = tree.first();
    return inTime == null || tardy.id < inTime.id ? tardy : inTime;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable TreeSet<Entry>[] newTrees() {
    return new TreeSet[NewJob.MAX_PRIORITY + 1];
  }
}
