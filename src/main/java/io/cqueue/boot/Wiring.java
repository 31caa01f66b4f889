package io.cqueue.boot;

import io.cqueue.config.Config;
import io.cqueue.core.JobQueue;
import io.cqueue.cron.CronCalendar;
import io.cqueue.http.BodyRoom;
import io.cqueue.http.EventsServlet;
import io.cqueue.http.JerseyServlet;
import io.cqueue.http.LateAnswers;
import io.cqueue.http.RestApi;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.time.InstantSource;

/** Every object that lives as long as the server, made by hand and in order. */
final class Wiring implements AutoCloseable {

  /** One part of so many of the heap may be request bodies: each is there twice for a moment. */
  private static final int BODIES = 8;

  private final JobQueue queue;
  private final LateAnswers late;
  private final Ticker ticker;
  private final JerseyServlet api;
  private final EventsServlet events;

  Wiring(Config config) {
    long heap = Runtime.getRuntime().maxMemory();
    long room = heap / 100 * config.memoryPercent();
    MemoryLimits limits = new MemoryLimits(room, config.maxFinished());
    this.queue = new MemoryJobQueue(InstantSource.system(), new CronCalendar(), limits);
    this.late = new LateAnswers();
    this.ticker = new Ticker(queue);
    // Milliseconds count up faster than events do, so that no ID comes twice after a restart.
    this.events = new EventsServlet(queue, late, InstantSource.system().millis() * 1000);
    BodyRoom bodies = new BodyRoom(Math.max(2L * config.maxBody(), heap / BODIES));
    this.api = new JerseyServlet(RestApi.of(queue, late, config.maxBody()), bodies);
  }

  EventsServlet events() {
    return events;
  }

  JerseyServlet api() {
    return api;
  }

  @Override
  public void close() {
    ticker.close();
    queue.close();
    late.close();
  }
}
