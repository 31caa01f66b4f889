package io.cqueue.metrics;

import io.cqueue.core.Histogram;
import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.cqueue.core.JobStatus;
import io.cqueue.core.QueueCounters;
import io.cqueue.core.QueueCounters.Event;
import io.cqueue.core.QueueStats;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Stats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What there is to say of jobs, put together anew for each scrape: how many there are is asked of
 * the store, what happened was counted. Thread-safe.
 */
final class JobCollector implements MultiCollector {

  private static final String HERE = ", at this server since it started";

  private final JobQueue queue;
  private final JobCounters counters;

  JobCollector(JobQueue queue, JobCounters counters) {
    this.queue = queue;
    this.counters = counters;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> all = new ArrayList<>();
    boolean up = true;
    try {
      all.addAll(present(queue.stats(), queue.queues()));
    } catch (RefusedException e) {
      up = false; // The rest can be had, and is wanted all the more.
    }
    all.add(gauge("cqueue_store_up", "Whether the store can be used: 1 or 0", up ? 1 : 0));
    all.addAll(happened());
    return new MetricSnapshots(all);
  }

  /** What there is now. */
  private List<MetricSnapshot> present(Stats stats, List<QueueStats> queues) {
    Map<String, Shown> byName = new TreeMap<>();
    for (QueueStats each : queues) {
      byName.computeIfAbsent(counters.of(each.name()).name(), any -> new Shown()).add(each);
    }
    GaugeSnapshot.Builder jobs =
        GaugeSnapshot.builder().name("cqueue_jobs").help("Jobs, by queue and status");
    GaugeSnapshot.Builder oldest =
        GaugeSnapshot.builder()
            .name("cqueue_oldest_available_job_age_seconds")
            .help("Since the oldest job that can be had now was enqueued, by queue; 0 if none can");
    byName.forEach(
        (name, shown) -> {
          for (JobStatus status : JobStatus.values()) {
            Labels labels = Labels.of("queue", name, "status", status.name());
            jobs.dataPoint(point(labels, (double) shown.counts.getOrDefault(status, 0L)));
          }
          oldest.dataPoint(point(Labels.of("queue", name), shown.oldestMillis / 1000.0));
        });
    return List.of(
        jobs.build(),
        oldest.build(),
        gauge("cqueue_waiting_consumers", "Dequeues that wait for a job", stats.waitingConsumers()),
        gauge(
            "cqueue_draining",
            "Whether jobs are refused to drain: 1 or 0",
            stats.draining() ? 1 : 0));
  }

  /** What is shown under one name: a queue, or all that have no name of their own. */
  private static final class Shown {
    private final Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
    private long oldestMillis;

    private void add(QueueStats queue) {
      queue.counts().forEach((status, count) -> counts.merge(status, count, Long::sum));
      if (queue.oldestAge() != null) {
        oldestMillis = Math.max(oldestMillis, queue.oldestAge().toMillis());
      }
    }
  }

  /** What happened since the start. */
  private List<MetricSnapshot> happened() {
    List<QueueCounters> all = counters.all();
    return List.of(
        total(all, Event.ENQUEUED, "cqueue_jobs_enqueued", "Jobs added"),
        total(all, Event.DEQUEUED, "cqueue_jobs_dequeued", "Jobs handed out, each time anew"),
        total(all, Event.CONCLUDED, "cqueue_jobs_concluded", "Jobs concluded"),
        total(all, Event.FAILED, "cqueue_jobs_failed", "Jobs that failed for good"),
        total(all, Event.LEASE_EXPIRED, "cqueue_leases_expired", "Leases that ran out"),
        times(
            all,
            QueueCounters::waitMillis,
            "cqueue_job_wait_seconds",
            "From when a job was added, or was due if later, until its first consumer got it"),
        times(
            all,
            QueueCounters::runMillis,
            "cqueue_job_run_seconds",
            "From when a consumer got a job until it concluded it or failed"));
  }

  private static MetricSnapshot total(
      List<QueueCounters> all, Event event, String name, String help) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help + HERE);
    for (QueueCounters each : all) {
      counter.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(Labels.of("queue", each.name()))
              .value((double) each.total(event))
              .build());
    }
    return counter.build();
  }

  private static MetricSnapshot times(
      List<QueueCounters> all, Function<QueueCounters, Histogram> which, String name, String help) {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(help + HERE);
    for (QueueCounters each : all) {
      Histogram millis = which.apply(each);
      histogram.dataPoint(
          HistogramDataPointSnapshot.builder()
              .labels(Labels.of("queue", each.name()))
              .classicHistogramBuckets(seconds(millis))
              .sum(millis.sum() / 1000.0)
              .build());
    }
    return histogram.build();
  }

  private static ClassicHistogramBuckets seconds(Histogram millis) {
    long[] bounds = millis.bounds();
    double[] seconds =
        Arrays.copyOf(
            Arrays.stream(bounds).mapToDouble(it -> it / 1000.0).toArray(), bounds.length + 1);
    seconds[bounds.length] = Double.POSITIVE_INFINITY;
    return ClassicHistogramBuckets.of(seconds, millis.counts());
  }

  private static MetricSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(point(Labels.EMPTY, value))
        .build();
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}
