package io.cqueue.cli;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One keep-alive connection with one request under way. On a small machine the load competes with
 * the server for the cores, so this does as little as it can: one read and one write a request, no
 * header parsed that is not needed, nothing allocated. Used by one thread.
 */
final class LoadConnection implements AutoCloseable {

  private static final int FIRST_BUFFER = 16 << 10;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Conversation conversation;
  private final ByteBuffer out;
  private ByteBuffer in = ByteBuffer.allocate(FIRST_BUFFER);
  private final Answer answer = new Answer();
  private long askedAt;
  private boolean saidBye;

  LoadConnection(Load load, Selector selector, Conversation conversation) throws IOException {
    URI target = load.target();
    this.conversation = conversation;
    this.out = ByteBuffer.allocateDirect(load.maxRequest());
    int port = target.getPort() < 0 ? 80 : target.getPort();
    channel = SocketChannel.open(new InetSocketAddress(target.getHost(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Sends the next request. */
  void ask() throws IOException {
    out.clear();
    conversation.ask(out);
    out.flip();
    askedAt = System.nanoTime();
    send();
  }

  /**
   * Goes on, when the socket is ready, as far as it can without waiting.
   *
   * @return whether a round ended, and the next is to be begun by {@link #ask}
   */
  boolean proceed(Tally tally) throws IOException {
    if (out.hasRemaining()) {
      send();
      return false;
    }
    if (channel.read(in) < 0) {
      throw new EOFException("The server has closed a connection");
    }
    if (!answer.read(in.array(), in.position())) {
      makeRoom();
      return false;
    }
    in.clear();
    int jobs = saidBye ? 0 : conversation.hear(answer);
    tally.count(System.nanoTime() - askedAt, Math.max(0, jobs));
    if (jobs == Conversation.GOES_ON) {
      ask();
    }
    return jobs != Conversation.GOES_ON;
  }

  /** Whether this may end, now that the time is over: see {@link Conversation#mayEnd}. */
  boolean mayEnd(boolean othersGoOn) {
    return saidBye || conversation.mayEnd(othersGoOn);
  }

  boolean onlyConsumes() {
    return conversation.onlyConsumes();
  }

  /** Sends the last request, if there is one and it has not been sent: whether it was sent now. */
  boolean sayBye() throws IOException {
    out.clear();
    if (saidBye || !conversation.bye(out)) {
      return false;
    }
    saidBye = true;
    out.flip();
    send();
    return true;
  }

  private void makeRoom() {
    if (!in.hasRemaining()) {
      in = ByteBuffer.allocate(in.capacity() * 4).put(in.flip());
    }
  }

  private void send() throws IOException {
    channel.write(out);
    int interest = out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
