package io.cqueue.model;

import io.cqueue.core.Batch;
import io.cqueue.core.NewBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch of the model: its jobs, those that are forgotten too. */
final class ReferenceBatch {

  private final long id;
  private final NewBatch asked;
  private final Instant enqueuedAt;
  final List<ReferenceJob> jobs = new ArrayList<>();

  /** How it was when it ended. */
  private @Nullable Batch end;

  ReferenceBatch(long id, NewBatch asked, long now) {
    this.id = id;
    this.asked = asked;
    this.enqueuedAt = Instant.ofEpochMilli(now);
  }

  boolean is(long wanted) {
    return id == wanted;
  }

  boolean hasAdded(ReferenceJob job) {
    Long batch = job.asked.options().links().batch();
    return batch != null && is(batch);
  }

  boolean isOld(long now) {
    return end != null
        && end.endedAt() != null
        && end.endedAt().toEpochMilli() + Batch.KEEP_MILLIS <= now;
  }

  Batch snapshot() {
    return end != null ? end : counted();
  }

  private Batch counted() {
    Batch batch = Batch.of(id, asked, jobs.size(), enqueuedAt);
    for (ReferenceJob job : jobs) {
      batch = batch.with(job.status, 1);
    }
    return batch;
  }

  /** Ends if all its jobs have, and stays as it is then. */
  void endIfOver(long now) {
    Batch batch = snapshot();
    if (batch.endedAt() == null && batch.pending() == 0) {
      end = batch.ended(Instant.ofEpochMilli(now));
    }
  }
}
