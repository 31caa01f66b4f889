package io.cqueue.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What producers and consumers were answered, and what the events say, each on its own. At the end
 * they must agree. Thread-safe.
 */
final class Ledger {

  private static final int MAX_WRONG = 50;

  /** All that events said of a job. */
  private static final class Life {
    private String last = "";
    private int concluded;
    private int cancelled;
  }

  private final Set<Long> enqueued = ConcurrentHashMap.newKeySet();
  private final Map<Long, Integer> concluded = new ConcurrentHashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final Map<Long, Life> lives = new HashMap<>();

  /** A producer was told that its job is in. */
  void enqueued(long id) {
    if (!enqueued.add(id)) {
      isWrong("the ID " + id + " was given out twice");
    }
  }

  /** A consumer was given a job; it may say so late, when another has had the job since. */
  void dequeued(long id, int attempt) {
    if (attempt > concluded.getOrDefault(id, Integer.MAX_VALUE)) {
      isWrong("job " + id + " was handed out after it was concluded");
    }
  }

  /** A consumer was told that its job is done. */
  void concluded(long id, int attempt) {
    if (concluded.put(id, attempt) != null) {
      isWrong("job " + id + " was concluded twice");
    }
  }

  synchronized void isWrong(String what) {
    if (wrong.size() < MAX_WRONG) {
      wrong.add(what);
    }
  }

  /** An event came. */
  synchronized void happened(JsonNode event) {
    long id = event.path("ID").asLong();
    String status = event.path("Status").asText();
    Life life = lives.computeIfAbsent(id, any -> new Life());
    if (life.last.equals("CONCLUDED") || life.last.equals("CANCELLED")) {
      isWrong("job " + id + " was " + life.last + " and is " + status + " again");
    }
    life.last = status;
    life.concluded += status.equals("CONCLUDED") ? 1 : 0;
    life.cancelled += status.equals("CANCELLED") ? 1 : 0;
  }

  /** How many jobs have no end yet, as far as events say. */
  synchronized long unfinished() {
    return lives.values().stream().filter(life -> !isEnd(life.last)).count();
  }

  private static boolean isEnd(String status) {
    return status.equals("CONCLUDED") || status.equals("CANCELLED") || status.equals("FAILED");
  }

  /** How many jobs ended so. */
  synchronized long ended(String status) {
    return lives.values().stream().filter(life -> life.last.equals(status)).count();
  }

  /** How many jobs there ever were, as far as events say. */
  synchronized long jobs() {
    return lives.size();
  }

  long known() {
    return enqueued.size();
  }

  /** Compares everything with everything. */
  synchronized List<String> audit() {
    List<String> all = new ArrayList<>(wrong);
    for (long id : enqueued) {
      Life life = lives.get(id);
      if (life == null) {
        all.add("no event ever told of job " + id);
      } else if (!isEnd(life.last) || life.concluded + life.cancelled > 1) {
        all.add("job " + id + " ended as " + life.last + ", concluded " + life.concluded);
      }
    }
    lives.forEach(
        (id, life) -> {
          if (concluded.containsKey(id) != life.last.equals("CONCLUDED")) {
            all.add("job " + id + " ended as " + life.last + ", its consumer knows otherwise");
          }
        });
    return all;
  }
}
