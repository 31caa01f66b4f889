package io.cqueue.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A request that goes on after its servlet has returned, until someone completes it.
 *
 * <p>When a connection breaks, the container completes such a request itself, unless a listener
 * has. We write on other threads, which then complete it too: so a listener always has, or else
 * Tomcat may find the request completed between its looking and its doing, and log that as severe.
 *
 * <p>Once it is completed, Tomcat uses the same objects for another request. So the listener waits
 * for whoever writes at that moment, and after that nobody does: or else the other request would
 * fail with the exception of this one. Thread-safe.
 */
final class Suspension implements AsyncListener {

  /** Whoever still writes by then is not stopped by what is broken, and may need this thread. */
  private static final int GRACE_SECONDS = 5;

  private final AsyncContext context;
  private final Runnable broken;
  private final ReentrantLock use = new ReentrantLock();
  private volatile boolean isBroken;
  private boolean completed;

  /** Something to do with the response. */
  interface Use {
    void run() throws IOException;
  }

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

  /**
   * Does something with the response.
   *
   * @throws IOException if that does, or if the connection is broken
   */
  void use(Use action) throws IOException {
    use.lock();
    try {
      if (isBroken) {
        throw new IOException("the connection is broken");
      }
      action.run();
    } finally {
      use.unlock();
    }
  }

  /**
   * Ends the request; does nothing if it has ended. Only the first call reaches the container: by
   * the second Tomcat may use the same objects for another request, and would end that.
   */
  synchronized void complete() {
    if (!completed) {
      completed = true;
      try {
        context.complete();
      } catch (IllegalStateException e) {
        // The container has ended it already.
      }
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    breakOff();
    try {
      broken.run();
    } finally {
      complete();
    }
  }

  /** Waits for whoever writes: on a broken connection that fails at once. */
  private void breakOff() {
    boolean free = false;
    try {
      free = use.tryLock(GRACE_SECONDS, TimeUnit.SECONDS);
      isBroken = true;
    } catch (InterruptedException e) {
      isBroken = true;
      Thread.currentThread().interrupt();
    } finally {
      if (free) {
        use.unlock();
      }
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
