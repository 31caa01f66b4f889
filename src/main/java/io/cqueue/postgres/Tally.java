package io.cqueue.postgres;

import io.cqueue.core.JobStatus;
import io.cqueue.jdbc.Rows;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How one transaction changes the counts of queues. Not thread-safe. */
final class Tally {

  /** How long a slot is: rates are of the present one and the one before. */
  static final long SLOT_MILLIS = 10_000;

  private final Map<String, Change> byQueue = new TreeMap<>();

  /** How the counts of one queue change. */
  private static final class Change {
    private final Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
    private long came;
    private long went;
    private long ended;
    private long unrecorded;

    private long count(JobStatus status) {
      return counts.getOrDefault(status, 0L);
    }
  }

  static long slot(long now) {
    return Math.floorDiv(now, SLOT_MILLIS);
  }

  private Change of(String queue) {
    return byQueue.computeIfAbsent(queue, any -> new Change());
  }

  void add(String queue, JobStatus status, long more) {
    of(queue).counts.merge(status, more, Long::sum);
  }

  void came(String queue) {
    of(queue).came++;
  }

  void went(String queue, int more) {
    of(queue).went += more;
  }

  void ended(String queue) {
    of(queue).ended++;
  }

  /** Events happened of which nothing is written. */
  void unrecorded(String queue) {
    of(queue).unrecorded++;
  }

  void write(Transaction tx) {
    if (byQueue.isEmpty()) {
      return;
    }
    Rows rows = tx.later("insert_tally");
    byQueue.forEach(
        (queue, change) ->
            rows.set("queue", queue)
                .set("slot", slot(tx.now()))
                .set("queued", change.count(JobStatus.QUEUED))
                .set("in_progress", change.count(JobStatus.IN_PROGRESS))
                .set("concluded", change.count(JobStatus.CONCLUDED))
                .set("scheduled", change.count(JobStatus.SCHEDULED))
                .set("blocked", change.count(JobStatus.BLOCKED))
                .set("failed", change.count(JobStatus.FAILED))
                .set("cancelled", change.count(JobStatus.CANCELLED))
                .set("came", change.came)
                .set("went", change.went)
                .set("ended", change.ended)
                .set("unrecorded", change.unrecorded));
  }
}
