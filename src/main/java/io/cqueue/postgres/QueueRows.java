package io.cqueue.postgres;

import io.cqueue.core.JobStatus;
import io.cqueue.core.Push;
import io.cqueue.core.Pushes;
import io.cqueue.core.QueueSettings;
import io.cqueue.core.QueueStats;
import io.cqueue.jdbc.Columns;
import io.cqueue.jdbc.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Queues as one transaction sees them. A queue has a row only if someone said something about it.
 * Not thread-safe.
 */
final class QueueRows {

  private final Transaction tx;
  private final Map<String, QueueSettings> known;

  /** What this transaction changed, or read under a lock. */
  private final Map<String, QueueSettings> changed = new HashMap<>();

  QueueRows(Transaction tx, Map<String, QueueSettings> known) {
    this.tx = tx;
    this.known = known;
  }

  /** What was counted in a queue. */
  record Counted(Map<JobStatus, Long> counts, QueueStats.Rates rates) {

    private static final Counted NOTHING = new Counted(none(), new QueueStats.Rates(0, 0, 0));

    long count(JobStatus status) {
      return counts.getOrDefault(status, 0L);
    }

    /** How many jobs are still to be done. */
    long unfinished() {
      return count(JobStatus.QUEUED)
          + count(JobStatus.SCHEDULED)
          + count(JobStatus.BLOCKED)
          + count(JobStatus.IN_PROGRESS);
    }

    boolean isNothing() {
      return counts.values().stream().allMatch(count -> count == 0);
    }

    private static Map<JobStatus, Long> none() {
      Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
      for (JobStatus status : JobStatus.values()) {
        counts.put(status, 0L);
      }
      return counts;
    }
  }

  QueueSettings settings(String name) {
    QueueSettings own = changed.get(name);
    return own != null ? own : known.getOrDefault(name, QueueSettings.DEFAULT);
  }

  /** What there is to be posted. */
  Pushes pushes() {
    Map<String, Push> pushes = new HashMap<>();
    known.forEach(
        (name, settings) -> {
          if (settings.push() != null && !settings.paused()) {
            pushes.put(name, settings.push());
          }
        });
    boolean webhooks =
        !tx.query("ready_queues")
            .texts("queues", Set.of(Push.WEBHOOKS))
            .list(row -> row.text("name"))
            .isEmpty();
    return new Pushes(pushes, webhooks);
  }

  /** Holds up everyone who would change or hand out jobs of these queues within limits. */
  Map<String, Gate> lock(Collection<String> names) {
    Map<String, Gate> gates = new HashMap<>();
    tx.query("lock_queues")
        .texts("names", names)
        .list(
            row -> {
              QueueSettings now = Columns.settings(row);
              changed.put(row.text("name"), now);
              return gates.put(row.text("name"), new Gate(now, row.real("evenly")));
            });
    return gates;
  }

  void save(String name, QueueSettings settings) {
    changed.put(name, settings);
    tx.query("new_settings").run();
    if (settings.equals(QueueSettings.DEFAULT)) {
      tx.query("delete_queue").set("name", name).run();
      return;
    }
    Columns.settings(tx.query("save_queue").set("name", name), settings).run();
  }

  void saveGate(String name, Gate gate) {
    tx.query("save_evenly").set("name", name).real("evenly", gate.evenly()).run();
  }

  /** All queues that have a row or jobs, and those named besides, with all that is known. */
  List<QueueStats> all(Set<String> besides) {
    Map<String, Counted> counted = new TreeMap<>(allCounted());
    counted.values().removeIf(Counted::isNothing);
    Set<String> names = new TreeSet<>(besides);
    names.addAll(counted.keySet());
    names.addAll(known.keySet());
    return names.stream().map(name -> stats(name, counted)).toList();
  }

  QueueStats stats(String name) {
    return stats(name, countedIn(Set.of(name)));
  }

  private QueueStats stats(String name, Map<String, Counted> counted) {
    Counted of = counted.getOrDefault(name, Counted.NOTHING);
    Duration oldest = of.count(JobStatus.QUEUED) == 0 ? null : oldestAge(name);
    return new QueueStats(name, settings(name), of.counts(), oldest, of.rates());
  }

  private @Nullable Duration oldestAge(String name) {
    List<@Nullable Long> oldest =
        tx.query("oldest").set("queue", name).list(row -> row.maybeNumber("enqueued_at"));
    Long at = oldest.get(0);
    return at == null ? null : Duration.ofMillis(Math.max(0, tx.now() - at));
  }

  Counted counted(String name) {
    return countedIn(Set.of(name)).getOrDefault(name, Counted.NOTHING);
  }

  /** How many jobs there are of each status, in all queues together. */
  Map<JobStatus, Long> countedByStatus() {
    Map<JobStatus, Long> counts = Counted.none();
    for (Counted of : allCounted().values()) {
      of.counts().forEach((status, count) -> counts.merge(status, count, Long::sum));
    }
    return counts;
  }

  /** The counts of all queues. */
  Map<String, Counted> allCounted() {
    return countedIn(null);
  }

  private Map<String, Counted> countedIn(@Nullable Set<String> names) {
    Map<String, Counted> counted = new HashMap<>();
    tx.query("counts")
        .texts("queues", names)
        .set("slot", Tally.slot(tx.now()))
        .list(row -> counted.put(row.text("queue"), read(row)));
    return counted;
  }

  private Counted read(Row row) {
    Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
    counts.put(JobStatus.QUEUED, row.number("queued"));
    counts.put(JobStatus.IN_PROGRESS, row.number("in_progress"));
    counts.put(JobStatus.CONCLUDED, row.number("concluded"));
    counts.put(JobStatus.SCHEDULED, row.number("scheduled"));
    counts.put(JobStatus.BLOCKED, row.number("blocked"));
    counts.put(JobStatus.FAILED, row.number("failed"));
    counts.put(JobStatus.CANCELLED, row.number("cancelled"));
    QueueStats.Rates rates =
        new QueueStats.Rates(
            perSecond(row.number("came"), row.number("came_before")),
            perSecond(row.number("went"), row.number("went_before")),
            perSecond(row.number("ended"), row.number("ended_before")));
    return new Counted(counts, rates);
  }

  /** Of the slot before counts as much as the present one lacks. */
  private double perSecond(long present, long before) {
    double passed = (double) Math.floorMod(tx.now(), Tally.SLOT_MILLIS) / Tally.SLOT_MILLIS;
    return (before * (1 - passed) + present) * 1000 / Tally.SLOT_MILLIS;
  }
}
