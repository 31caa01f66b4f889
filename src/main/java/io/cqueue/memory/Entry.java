package io.cqueue.memory;

import io.cqueue.core.Job;
import io.cqueue.core.JobStatus;
import org.jspecify.annotations.Nullable;

/** A job as the queue keeps it. Guarded by the lock of the queue. */
final class Entry {

  final long id;
  final String type;
  JobStatus status = JobStatus.QUEUED;
  @Nullable String consumer;

  /** The next one in {@link ReadyOrder}. */
  @Nullable Entry next;

  Entry(long id, String type) {
    this.id = id;
    this.type = type;
  }

  Job snapshot() {
    return new Job(id, type, status, consumer);
  }
}
