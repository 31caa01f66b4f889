package io.cqueue.boot;

import io.cqueue.config.Config;
import io.cqueue.core.JobQueue;
import io.cqueue.http.RestApi;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.time.InstantSource;
import org.glassfish.jersey.server.ResourceConfig;

/** Every object that lives as long as the server, made by hand and in order. */
final class Wiring implements AutoCloseable {

  private final JobQueue queue;
  private final ResourceConfig api;

  Wiring(Config config) {
    this.queue = new MemoryJobQueue(InstantSource.system(), MemoryLimits.ofThisProcess());
    this.api = RestApi.of(queue, config.maxBody());
  }

  ResourceConfig api() {
    return api;
  }

  @Override
  public void close() {
    queue.close();
  }
}
