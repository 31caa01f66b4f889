package io.cqueue.client;

import java.util.List;

/**
 * A batch that was added. Immutable.
 *
 * @param id its number
 * @param jobs the IDs of its jobs, in order; where a unique key was taken, that of the job that has
 *     it, which is none of the batch
 */
public record EnqueuedBatch(long id, List<Long> jobs) {

  /** Copies the list. */
  public EnqueuedBatch {
    jobs = List.copyOf(jobs);
  }

  static EnqueuedBatch of(Json json) {
    Fields fields = Fields.of(json);
    return new EnqueuedBatch(
        fields.number("ID"),
        fields.elements("Jobs").stream().map(job -> Fields.of(job).number("ID")).toList());
  }
}
