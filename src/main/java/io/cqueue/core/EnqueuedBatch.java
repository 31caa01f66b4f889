package io.cqueue.core;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of asking for a batch. Immutable.
 *
 * @param id the batch's ID
 * @param jobs for each of its jobs, in order; one that was not added is none of the batch
 */
public record EnqueuedBatch(long id, List<Enqueued> jobs) {

  /** How many of the jobs were added. */
  public long added() {
    return jobs.stream().filter(Enqueued::added).count();
  }

  /** As one list, the batch before its jobs: so it can be kept where other answers are. */
  public List<Enqueued> asList() {
    List<Enqueued> list = new ArrayList<>(jobs.size() + 1);
    list.add(new Enqueued(id, true));
    list.addAll(jobs);
    return List.copyOf(list);
  }

  /** From such a list. */
  public static EnqueuedBatch of(List<Enqueued> list) {
    return new EnqueuedBatch(list.get(0).id(), List.copyOf(list.subList(1, list.size())));
  }
}
