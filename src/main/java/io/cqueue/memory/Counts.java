package io.cqueue.memory;

import io.cqueue.core.JobStatus;
import java.util.EnumMap;
import java.util.Map;

/** How many jobs of each status there are. Guarded by the lock of the queue. */
final class Counts {

  private static final JobStatus[] STATUSES = JobStatus.values();

  private final long[] counts = new long[STATUSES.length];

  @SuppressWarnings("EnumOrdinal") // an index that does not outlive this object
  void add(JobStatus status, int more) {
    counts[status.ordinal()] += more;
  }

  @SuppressWarnings("EnumOrdinal") // as above
  long of(JobStatus status) {
    return counts[status.ordinal()];
  }

  boolean areZero() {
    for (long count : counts) {
      if (count != 0) {
        return false;
      }
    }
    return true;
  }

  Map<JobStatus, Long> snapshot() {
    Map<JobStatus, Long> all = new EnumMap<>(JobStatus.class);
    for (JobStatus status : STATUSES) {
      all.put(status, of(status));
    }
    return all;
  }
}
