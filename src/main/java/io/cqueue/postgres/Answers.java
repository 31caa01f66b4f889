package io.cqueue.postgres;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Enqueued;
import io.cqueue.core.IdempotencyKey;
import io.cqueue.core.Job;
import io.cqueue.core.Refusal;
import io.cqueue.jdbc.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers by idempotency key, for those who ask again. Not thread-safe. */
final class Answers {

  private static final long KEEP_ENQUEUE_MILLIS = 24 * 3600_000;
  private static final long KEEP_DEQUEUE_MILLIS = 5 * 60_000;

  private final Transaction tx;

  Answers(Transaction tx) {
    this.tx = tx;
  }

  /** The answer under this key; null if there is none, and then no other can use it meanwhile. */
  @Nullable List<Enqueued> claimEnqueue(IdempotencyKey key) {
    boolean claimed =
        tx.query("claim_enqueue")
            .set("key", key.key())
            .set("fingerprint", key.fingerprint())
            .set("until", tx.now() + KEEP_ENQUEUE_MILLIS)
            .set("now", tx.now())
            .first(row -> true)
            .isPresent();
    if (claimed) {
      return null;
    }
    return tx.query("enqueue_answer")
        .set("key", key.key())
        .first(row -> answer(row, key.fingerprint()))
        .orElseThrow();
  }

  private static List<Enqueued> answer(Row row, String fingerprint) {
    if (!row.text("fingerprint").equals(fingerprint)) {
      throw Refusal.of(Refusal.Reason.KEY_REUSED, "This Idempotency-Key stood for another request.")
          .asException();
    }
    List<Long> ids = row.ids("ids");
    List<Boolean> added = row.flags("added");
    List<Enqueued> answer = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      answer.add(new Enqueued(ids.get(i), added.get(i)));
    }
    return answer;
  }

  void saveEnqueue(IdempotencyKey key, List<Enqueued> answer) {
    tx.query("save_enqueue_answer")
        .set("key", key.key())
        .ids("ids", answer.stream().map(Enqueued::id).toList())
        .flags("added", answer.stream().map(Enqueued::added).toList())
        .run();
  }

  /** The jobs that were answered under the key of this request and are held still. */
  List<Job> claimDequeue(Dequeue request) {
    return tx.query("claim_dequeue").set("key", key(request)).list(this::held).get(0);
  }

  private List<Job> held(Row row) {
    if (row.number("until") <= tx.now()) {
      return List.of();
    }
    return tx.query("held_jobs")
        .ids("ids", row.ids("ids"))
        .numbers("attempts", row.numbers("attempts"))
        .list(held -> new JobRow(held).snapshot());
  }

  void saveDequeue(Dequeue request, List<Job> jobs) {
    tx.query("save_dequeue_answer")
        .set("key", key(request))
        .ids("ids", jobs.stream().map(Job::id).toList())
        .numbers("attempts", jobs.stream().map(Job::attempt).toList())
        .set("until", tx.now() + KEEP_DEQUEUE_MILLIS)
        .run();
  }

  static String key(Dequeue request) {
    // Neither has a line break in it.
    String consumer = request.consumer() == null ? "" : request.consumer();
    return consumer + "\n" + request.idempotencyKey();
  }
}
