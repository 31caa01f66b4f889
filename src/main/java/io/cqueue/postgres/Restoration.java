package io.cqueue.postgres;

import io.cqueue.core.Attempt;
import io.cqueue.core.Enqueued;
import io.cqueue.core.Kept;
import io.cqueue.core.KeptJob;
import io.cqueue.core.Refusal;
import io.cqueue.jdbc.Codes;
import io.cqueue.jdbc.Columns;
import io.cqueue.jdbc.Packed;
import io.cqueue.jdbc.Query;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Takes in what another store kept, in one transaction during which there is no other. Not
 * thread-safe.
 */
final class Restoration {

  private static final int BATCH = 1000;

  private final Transaction tx;
  private final Life life;
  private long lastId;
  private List<KeptJob> jobs = new ArrayList<>(BATCH);

  Restoration(Transaction tx) {
    this.tx = tx;
    this.life = new Life(tx);
  }

  /** Lets nobody else in, and requires that nobody has been. */
  void begin() {
    tx.query("no_limit").run();
    tx.query("lock_out").run();
    if (tx.query("is_used").first(row -> row.flag("used")).orElseThrow()) {
      throw Refusal.of(
              Refusal.Reason.STORE_NOT_EMPTY,
              "This store has had jobs or has schedules; only a new one can take in others.")
          .asException();
    }
  }

  void take(Iterator<Kept> from) {
    while (from.hasNext()) {
      take(from.next());
    }
    writeJobs();
    for (String step :
        List.of("restore_blocks", "restore_missing", "restore_awaited", "restore_groups")) {
      tx.query(step).run();
    }
    if (lastId > 0) {
      // Last of all: it is not undone with the transaction.
      tx.query("restore_last_id").set("last", lastId).run();
    }
    tx.touch();
  }

  private void take(Kept kept) {
    if (kept instanceof Kept.OfJob job) {
      jobs.add(job.job());
      if (jobs.size() == BATCH) {
        writeJobs();
      }
    } else if (kept instanceof Kept.Ids ids) {
      lastId = ids.last();
    } else if (kept instanceof Kept.Settings settings) {
      tx.queues().save(settings.queue(), settings.settings());
    } else if (kept instanceof Kept.OfBatch batch) {
      Columns.batch(tx.query("insert_batch"), batch.batch()).run();
    } else if (kept instanceof Kept.OfSchedule schedule) {
      Columns.schedule(tx.query("save_schedule"), schedule.state()).run();
    } else if (kept instanceof Kept.Enqueuing answer) {
      tx.query("restore_enqueue_answer")
          .set("key", answer.key().key())
          .set("fingerprint", answer.key().fingerprint())
          .ids("ids", answer.jobs().stream().map(Enqueued::id).toList())
          .flags("added", answer.jobs().stream().map(Enqueued::added).toList())
          .set("until", Packed.millis(answer.until()))
          .run();
    } else if (kept instanceof Kept.Dequeuing answer) {
      tx.query("restore_dequeue_answer")
          .set("key", answer.key())
          .ids("ids", answer.jobs().stream().map(Kept.Held::id).toList())
          .numbers("attempts", answer.jobs().stream().map(Kept.Held::attempt).toList())
          .set("until", Packed.millis(answer.until()))
          .run();
    }
  }

  private void writeJobs() {
    if (jobs.isEmpty()) {
      return;
    }
    Query insert = tx.query("restore_job");
    for (KeptJob job : jobs) {
      JobRow row = new JobRow(job);
      life.enter(row);
      row.restore(insert);
      insert.add();
      tx.tally().add(row.queue, row.status, 1);
    }
    insert.runAll();
    writeEarlierAttempts();
    jobs = new ArrayList<>(BATCH);
  }

  private void writeEarlierAttempts() {
    Query insert = tx.query("restore_attempt");
    for (KeptJob job : jobs) {
      List<Attempt> attempts = job.history().attempts();
      for (Attempt attempt : attempts.subList(0, Math.max(0, attempts.size() - 1))) {
        Columns.error(insert, attempt.error())
            .set("job", job.id())
            .set("number", attempt.number())
            .set("consumer", attempt.consumer())
            .set("dequeued_at", attempt.dequeuedAt().toEpochMilli())
            .set("ended_at", Packed.millis(attempt.endedAt()))
            .set("outcome", Codes.code(attempt.outcome()))
            .add();
      }
    }
    insert.runAll();
  }
}
