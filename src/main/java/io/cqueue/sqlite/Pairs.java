package io.cqueue.sqlite;

import io.cqueue.core.Enqueued;
import io.cqueue.core.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * How the jobs of an answer look in the tables: an ID, a colon and a number, with commas between.
 */
final class Pairs {

  private Pairs() {}

  static String ofEnqueued(List<Enqueued> jobs) {
    return jobs.stream()
        .map(job -> job.id() + (job.added() ? ":1" : ":0"))
        .collect(Collectors.joining(","));
  }

  static String ofHeld(List<Kept.Held> jobs) {
    return jobs.stream()
        .map(job -> job.id() + ":" + job.attempt())
        .collect(Collectors.joining(","));
  }

  static List<Enqueued> enqueued(String pairs) {
    return read(pairs, (id, added) -> new Enqueued(id, added == 1));
  }

  static List<Kept.Held> held(String pairs) {
    return read(pairs, Kept.Held::new);
  }

  private static <T> List<T> read(String pairs, BiFunction<Long, Integer, T> maker) {
    List<T> list = new ArrayList<>();
    for (String pair : pairs.split(",", -1)) {
      int colon = pair.indexOf(':');
      list.add(
          maker.apply(
              Long.valueOf(pair.substring(0, colon)), Integer.valueOf(pair.substring(colon + 1))));
    }
    return list;
  }
}
