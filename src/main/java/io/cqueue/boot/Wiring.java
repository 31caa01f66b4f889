package io.cqueue.boot;

import io.cqueue.config.Config;
import io.cqueue.core.JobQueue;
import io.cqueue.cron.CronCalendar;
import io.cqueue.http.EventsServlet;
import io.cqueue.http.LateAnswers;
import io.cqueue.http.RestApi;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.time.InstantSource;
import org.glassfish.jersey.server.ResourceConfig;

/** Every object that lives as long as the server, made by hand and in order. */
final class Wiring implements AutoCloseable {

  private final JobQueue queue;
  private final LateAnswers late;
  private final Ticker ticker;
  private final ResourceConfig api;
  private final EventsServlet events;

  Wiring(Config config) {
    long room = Runtime.getRuntime().maxMemory() / 100 * config.memoryPercent();
    MemoryLimits limits = new MemoryLimits(room, config.maxFinished());
    this.queue = new MemoryJobQueue(InstantSource.system(), new CronCalendar(), limits);
    this.late = new LateAnswers();
    this.ticker = new Ticker(queue);
    // Milliseconds count up faster than events do, so that no ID comes twice after a restart.
    this.events = new EventsServlet(queue, late, InstantSource.system().millis() * 1000);
    this.api = RestApi.of(queue, late, config.maxBody());
  }

  EventsServlet events() {
    return events;
  }

  ResourceConfig api() {
    return api;
  }

  @Override
  public void close() {
    ticker.close();
    queue.close();
    late.close();
  }
}
