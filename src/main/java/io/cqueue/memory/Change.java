package io.cqueue.memory;

import io.cqueue.core.Batch;
import io.cqueue.core.Enqueued;
import io.cqueue.core.Kept;
import io.cqueue.core.KeptJob;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.ScheduleState;
import java.util.List;

/** A change of what the queue has to keep. All of them together, in order, make the queue anew. */
public sealed interface Change {

  /** A job is new. */
  record Added(KeptJob job) implements Change {}

  /** A job is different: not its type, its payload, its options or the time of its coming. */
  record Changed(KeptJob job) implements Change {}

  /** A job is forgotten. */
  record Forgotten(long id) implements Change {}

  /**
   * A queue has other settings, or has handed out a job while its rate is limited.
   *
   * @param evenly when the next job would be due if all came evenly, in milliseconds since 1970
   */
  record Configured(String queue, QueueSettings settings, double evenly) implements Change {}

  /** A batch is new, or has come further. */
  record Batched(Batch batch) implements Change {}

  /** A batch is forgotten. */
  record Unbatched(long id) implements Change {}

  /** A schedule is new or different, or has added a job. */
  record Scheduled(ScheduleState state) implements Change {}

  /** A schedule has ended. */
  record Unscheduled(String name) implements Change {}

  /**
   * An enqueue was answered that may be repeated.
   *
   * @param until how long the answer is kept, in milliseconds since 1970
   */
  record Answered(String key, String fingerprint, List<Enqueued> jobs, long until)
      implements Change {}

  /**
   * A dequeue was answered that may be repeated.
   *
   * @param until how long the answer is kept, in milliseconds since 1970
   */
  record HandedOut(String key, List<Kept.Held> jobs, long until) implements Change {}

  /** The last ID and the last number of an event that were given out. */
  record Counted(long lastId, long lastEvent) implements Change {}
}
