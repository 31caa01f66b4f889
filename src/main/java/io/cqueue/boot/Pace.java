package io.cqueue.boot;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * How slowly clients may send. Jetty closes connections on which nothing at all happens; this is
 * for those that send a byte now and then, so as to hold a connection for ever. Thread-safe.
 */
final class Pace extends Handler.Wrapper {

  /** For so long a body may be as slow as it likes. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Duration head;
  private final int bytesPerSecond;

  /**
   * Sets the pace.
   *
   * @param next whom requests are handed on to
   * @param head how long a connection may take until the head of a request is there
   * @param bytesPerSecond how fast a body must come at least; 0 if it need not
   */
  Pace(Handler next, Duration head, int bytesPerSecond) {
    super(next);
    this.head = head;
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    ConnectionMetaData connection = request.getConnectionMetaData();
    WatchedEndPoint end = watched(connection.getConnection().getEndPoint());
    if (end != null && connection.getHttpVersion() == HttpVersion.HTTP_2) {
      end.headIsHere(); // It goes on with many requests at once; whether it stalls Jetty sees.
    } else if (end != null) {
      end.headIsHere();
      Request.addCompletionListener(request, failure -> end.nextMayCome());
    }
    boolean hasPace = bytesPerSecond == 0 || request.getLength() == 0;
    return super.handle(hasPace ? request : new Paced(request), response, callback);
  }

  /** The connection below TLS, if it is one of ours. */
  static @Nullable WatchedEndPoint watched(EndPoint end) {
    EndPoint below = end;
    while (below instanceof EndPoint.Wrapper wrapper) {
      below = wrapper.unwrap();
    }
    return below instanceof WatchedEndPoint watched ? watched : null;
  }

  /** Closes connections on which a head takes too long, for as long as the server runs. */
  LifeCycle watching(Connector connector) {
    return new EachSecond("cqueue-pace", () -> closeSlow(connector));
  }

  private void closeSlow(Connector connector) {
    for (EndPoint end : connector.getConnectedEndPoints()) {
      WatchedEndPoint watched = watched(end);
      if (watched != null && watched.hasWaitedForHead(head)) {
        watched.close(new TimeoutException("the head of the request took too long"));
      }
    }
  }

  /** A request whose body must come in time. Used by one thread at a time. */
  private final class Paced extends Request.Wrapper {

    private final long begun = NanoTime.now();
    private volatile long bytes;
    private volatile @Nullable Throwable failure;

    Paced(Request request) {
      super(request);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only whoever reads the body writes it.
    public Content.@Nullable Chunk read() {
      Throwable slow = failure;
      if (slow != null) {
        return Content.Chunk.from(slow, true);
      }
      Content.Chunk chunk = super.read();
      if (chunk != null) {
        bytes += chunk.remaining();
      }
      return chunk;
    }

    /** Called when there is nothing to read at the moment. */
    @Override
    public void demand(Runnable task) {
      long millis = NanoTime.millisSince(begun);
      if (millis > GRACE.toMillis() && bytes * 1000 / millis < bytesPerSecond) {
        failure = new TimeoutException("the body of the request comes too slowly");
        task.run();
      } else {
        super.demand(task);
      }
    }
  }
}
