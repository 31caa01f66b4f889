package io.cqueue.metrics;

import io.cqueue.core.JobCounters;
import io.cqueue.core.JobQueue;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** All metrics of one server, for Prometheus. Thread-safe. */
public final class Metrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics gc = new JvmGcMetrics();

  /**
   * Of a queue and of this process.
   *
   * @param queue whose jobs are shown; asked only while someone scrapes
   * @param counters what the queue counts
   * @param clock the time of whatever is measured with {@link #registry}
   */
  public Metrics(JobQueue queue, JobCounters counters, Clock clock) {
    PrometheusRegistry all = new PrometheusRegistry();
    all.register(new JobCollector(queue, counters));
    this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, all, clock);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /** Where others register what they measure. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Writes all metrics as Prometheus's text format, version 0.0.4. */
  public void scrape(OutputStream out) throws IOException {
    registry.scrape(out);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
