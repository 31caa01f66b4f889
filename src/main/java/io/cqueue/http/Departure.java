package io.cqueue.http;

import java.util.function.BooleanSupplier;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done if a client goes away while it waits for its answer. That is known where the
 * servlet container reads all the time, as with HTTP/2; elsewhere see {@link ClientWatch}. While
 * the client is there, this knows whether others can answer it. Thread-safe.
 */
final class Departure {

  private static final String PROPERTY = Departure.class.getName();

  private @Nullable Runnable then;
  private volatile BooleanSupplier reach = () -> false;
  private boolean awaited;
  private boolean happened;

  /** That of the client of a request. */
  static Departure of(ContainerRequest request) {
    if (request.getProperty(PROPERTY) instanceof Departure known) {
      return known;
    }
    Departure departure = new Departure();
    request.setProperty(PROPERTY, departure);
    return departure;
  }

  /**
   * Has something done once the client is gone: at once, if it is gone already. The client waits
   * for something to happen, or else there would be no time for that.
   */
  void then(Runnable action) {
    synchronized (this) {
      awaited = true;
      if (!happened) {
        then = action;
        return;
      }
    }
    action.run();
  }

  /** Says how to find out whether the client is in reach. */
  void inReachIf(BooleanSupplier is) {
    reach = is;
  }

  /** Whether the client is known to be there and can be sent to by anyone: nobody waits for it. */
  boolean isInReach() {
    return reach.getAsBoolean();
  }

  /** The client is gone. */
  void happens() {
    Runnable action;
    synchronized (this) {
      action = then;
      then = null;
      happened = true;
    }
    if (action != null) {
      action.run();
    }
  }

  /** Whether there was ever something to do, since the client waited for something to happen. */
  synchronized boolean wasAwaited() {
    return awaited;
  }

  synchronized boolean hasHappened() {
    return happened;
  }
}
