package io.cqueue.boot;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.util.component.Graceful;

/**
 * When the server stops, those who wait for a job, a result or events would be waited for: this
 * answers them. Thread-safe.
 */
final class Dismissal implements Graceful {

  private final ServletContextHandler app;
  private volatile boolean done;

  Dismissal(ServletContextHandler app) {
    this.app = app;
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    if (app.getServletContext().getAttribute(WebAppListener.WIRING) instanceof Wiring wiring) {
      wiring.dismiss();
    }
    done = true;
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isShutdown() {
    return done;
  }
}
