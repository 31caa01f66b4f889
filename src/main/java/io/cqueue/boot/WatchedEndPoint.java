package io.cqueue.boot;

import io.cqueue.http.ClientWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that can be asked whether its client has ended its side. Jetty does not read while a
 * request is worked on, and so would not notice. This reads a little to find out, and hands that on
 * to Jetty later if it turns out to be the next request's. With TLS, a client says good-bye in a
 * few bytes before it ends its side. Thread-safe.
 */
final class WatchedEndPoint extends SocketChannelEndPoint {

  private final ByteBuffer ahead;

  /** When the first byte of a head came that is not yet there, in nanoseconds; 0 if none did. */
  private volatile long headBegan;

  private volatile boolean inRequest;

  /** When a request that waited was answered, in nanoseconds; before that, when it came. */
  private volatile long activeAt = NanoTime.now();

  /**
   * Watches a connection.
   *
   * @param room how many bytes may come before the end and leave it in sight
   */
  WatchedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      int room) {
    super(channel, selector, key, scheduler);
    this.ahead = ByteBuffer.allocate(room).limit(0);
  }

  /** What comes now takes its time from now. */
  void keepAwake() {
    activeAt = NanoTime.now();
  }

  /**
   * Jetty would fail what is being written, if the connection was idle before that for as long as
   * it may be, and this came just then. By half of that time it has seen that something was.
   */
  @Override
  protected void onIdleExpired(TimeoutException timeout) {
    if (NanoTime.millisSince(activeAt) >= getIdleTimeout() / 2) {
      super.onIdleExpired(timeout);
    }
  }

  /**
   * Whether the client sends nothing more; not known if it has sent more than there is room for.
   */
  synchronized ClientWatch.Side clientSide() {
    ahead.compact();
    try {
      int count = 1;
      while (count > 0 && ahead.hasRemaining()) {
        count = getChannel().read(ahead);
      }
      return count < 0
          ? ClientWatch.Side.ENDED
          : count == 0 ? ClientWatch.Side.OPEN : ClientWatch.Side.UNKNOWN;
    } catch (IOException e) {
      ahead.clear();
      return ClientWatch.Side.ENDED;
    } finally {
      ahead.flip();
    }
  }

  @Override
  public synchronized int fill(ByteBuffer buffer) throws IOException {
    int first = ahead.hasRemaining() ? BufferUtil.append(buffer, ahead) : 0;
    int count = super.fill(buffer);
    int all = first > 0 ? first + Math.max(0, count) : count;
    if (all > 0 && !inRequest && headBegan == 0) {
      headBegan = NanoTime.now() | 1;
    }
    return all;
  }

  /** All of the head of a request has come; until it is answered, there is none to wait for. */
  void headIsHere() {
    inRequest = true;
    headBegan = 0;
  }

  /** The request is answered. */
  void nextMayCome() {
    inRequest = false;
  }

  /** Whether the head of a request began so long ago, and is still not there. */
  boolean hasWaitedForHead(Duration limit) {
    long began = headBegan;
    return began != 0 && NanoTime.since(began) > limit.toNanos();
  }
}
