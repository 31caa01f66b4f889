package io.cqueue.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients were answered, and what must therefore be so for ever. Thread-safe. */
final class Ledger {

  /** What is known of a job. */
  private static final class Known {
    private final String payload;
    private int attempt;
    private @Nullable String result;

    private Known(String payload) {
      this.payload = payload;
    }
  }

  private final Map<Long, Known> jobs = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private long answers;
  private long concluded;

  synchronized void enqueued(long id, String payload) {
    answers++;
    Known known = jobs.get(id);
    if (known == null) {
      jobs.put(id, new Known(payload));
    } else if (!known.payload.equals(payload)) {
      wrong.add("job " + id + " was given out for " + known.payload + " and for " + payload);
    }
  }

  /** A consumer got a job, of whose producer the answer may have been lost. */
  synchronized void dequeued(long id, int attempt, String payload) {
    answers++;
    Known known = jobs.computeIfAbsent(id, any -> new Known(payload));
    if (known.result != null) {
      wrong.add("job " + id + " was handed out after it was concluded");
    }
    if (attempt <= known.attempt) {
      wrong.add("job " + id + " was handed out twice as attempt " + attempt);
    }
    known.attempt = Math.max(known.attempt, attempt);
  }

  synchronized void concluded(long id, String result) {
    answers++;
    concluded++;
    Known known = known(id);
    if (known.result != null) {
      wrong.add("job " + id + " was concluded with " + known.result + " and with " + result);
    }
    known.result = result;
  }

  synchronized long concluded() {
    return concluded;
  }

  synchronized void otherAnswer() {
    answers++;
  }

  synchronized void isWrong(String what) {
    wrong.add(what);
  }

  private Known known(long id) {
    Known known = jobs.get(id);
    if (known == null) {
      throw new IllegalStateException("job " + id + " came from nowhere");
    }
    return known;
  }

  /** Compares everything with what the server says now. */
  synchronized List<String> audit(Map<Long, JsonNode> found) {
    List<String> all = new ArrayList<>(wrong);
    jobs.forEach(
        (id, known) -> {
          JsonNode job = found.get(id);
          if (job == null) {
            all.add("job " + id + " is lost");
            return;
          }
          if (!job.path("Payload").toString().equals(known.payload)) {
            all.add("job " + id + " has another payload: " + job);
          }
          if (job.path("Attempt").intValue() < known.attempt) {
            all.add("job " + id + " has lost attempt " + known.attempt + ": " + job);
          }
          boolean kept =
              job.path("Status").textValue().equals("CONCLUDED")
                  && job.path("Result").toString().equals(known.result);
          if (known.result != null && !kept) {
            all.add("the conclusion of job " + id + " is undone: " + job);
          }
        });
    return all;
  }

  synchronized long answers() {
    return answers;
  }

  synchronized String summary() {
    return answers + " answers, " + jobs.size() + " jobs, " + concluded + " concluded";
  }
}
