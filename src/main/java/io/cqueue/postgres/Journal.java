package io.cqueue.postgres;

import io.cqueue.core.JobStatus;
import io.cqueue.jdbc.Codes;
import io.cqueue.jdbc.Rows;
import java.util.ArrayList;
import java.util.List;

/** The events of one transaction, written only while somebody listens. Not thread-safe. */
final class Journal {

  private record Entry(long job, String queue, String type, JobStatus status, int attempt) {}

  private final boolean recording;
  private final Tally tally;
  private final List<Entry> entries = new ArrayList<>();
  private boolean happened;

  Journal(boolean recording, Tally tally) {
    this.recording = recording;
    this.tally = tally;
  }

  /** A job came to the status that it has. */
  void add(JobRow job) {
    happened = true;
    if (recording) {
      entries.add(new Entry(job.id, job.queue, job.type, job.status, job.attempt));
    } else {
      tally.unrecorded(job.queue);
    }
  }

  boolean isRecording() {
    return recording;
  }

  /** Whether anything happened. */
  boolean happened() {
    return happened;
  }

  void write(Transaction tx) {
    if (entries.isEmpty()) {
      return;
    }
    Rows rows = tx.later("insert_event");
    for (Entry entry : entries) {
      rows.set("at", tx.now())
          .set("job", entry.job)
          .set("queue", entry.queue)
          .set("type", entry.type)
          .set("status", Codes.of(entry.status))
          .set("attempt", entry.attempt);
    }
  }
}
