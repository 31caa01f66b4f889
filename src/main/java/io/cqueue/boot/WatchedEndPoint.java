package io.cqueue.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that can be asked whether its client has ended its side. Jetty does not read while a
 * request is worked on, and so would not notice. This reads one byte to find out, and hands that on
 * to Jetty later if it turns out to be the next request's. Thread-safe.
 */
final class WatchedEndPoint extends SocketChannelEndPoint {

  private final ByteBuffer ahead = ByteBuffer.allocate(1).limit(0);

  WatchedEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /** Whether the client sends nothing more. */
  synchronized boolean hasEnded() {
    if (ahead.hasRemaining()) {
      return false; // not as far as anyone can see
    }
    try {
      int count = getChannel().read(ahead.clear());
      ahead.flip();
      return count < 0;
    } catch (IOException e) {
      ahead.limit(0);
      return true;
    }
  }

  @Override
  public synchronized int fill(ByteBuffer buffer) throws IOException {
    if (!ahead.hasRemaining()) {
      return super.fill(buffer);
    }
    int first = BufferUtil.append(buffer, ahead);
    return first + Math.max(0, super.fill(buffer));
  }
}
