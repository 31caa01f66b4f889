package io.cqueue.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A request that goes on after its servlet has returned, until someone completes it.
 *
 * <p>When a connection breaks, the container completes such a request itself, unless a listener
 * has. We write on other threads, which then complete it too: so a listener always has, or else
 * Tomcat may find the request completed between its looking and its doing, and log that as severe.
 * Thread-safe.
 */
final class Suspension implements AsyncListener {

  private final AsyncContext context;
  private final Runnable broken;

  private Suspension(AsyncContext context, Runnable broken) {
    this.context = context;
    this.broken = broken;
  }

  /** Has a request go on, for however long. */
  static Suspension of(HttpServletRequest request) {
    return of(request, () -> {});
  }

  /**
   * Has a request go on, for however long.
   *
   * @param broken called if the connection breaks, before the request ends because of that
   */
  static Suspension of(HttpServletRequest request, Runnable broken) {
    AsyncContext context = request.startAsync();
    context.setTimeout(0); // For how long is not the container's affair.
    Suspension suspension = new Suspension(context, broken);
    context.addListener(suspension);
    return suspension;
  }

  /** Ends the request; does nothing if it has ended. */
  void complete() {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      // The container has ended it already.
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    try {
      broken.run();
    } finally {
      complete();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
