package io.cqueue.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of one answer, on its way to the client. A short one goes out at once: the system takes
 * it whether or not the client reads. A long one is kept until it is complete and then sent by
 * {@link LongAnswer}, since a client that reads slowly must not hold up a thread. A late one may be
 * on the thread of another client's request, so a short one, too, is kept and sent without waiting
 * if the server can do that.
 *
 * <p>That a client is gone is no news to Jersey, which would call it an error, but to the queue: it
 * gets back the jobs of a consumer that did not get them.
 */
final class AnswerBody extends OutputStream {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerBody.class);

  /** What fits into the system's own buffers on both sides. */
  private static final int SHORT = 32 << 10;

  private final ServletOutputStream out;
  private final @Nullable DequeueAnswer jobs;
  private final Supplier<ClientWatch.Side> client;
  private final ClientWatch.@Nullable Sender sender;
  private final boolean isLong;

  /** Whether it is made while it is sent, so that it is of use to know that the client is gone. */
  private final boolean isStreamed;

  private @Nullable Queue<ByteBuffer> kept;
  private boolean doubtful;
  private boolean tried;
  private boolean started;
  private boolean lost;

  /**
   * For one answer.
   *
   * @param out where to
   * @param length how long it will be; less than 0 if that is not known
   * @param answer what it says
   * @param client the client's side of the connection
   * @param sender sends it if it is late and short; null if that is done by {@code out}
   */
  AnswerBody(
      ServletOutputStream out,
      long length,
      @Nullable Object answer,
      Supplier<ClientWatch.Side> client,
      ClientWatch.@Nullable Sender sender) {
    this.out = out;
    this.client = client;
    this.jobs = answer instanceof DequeueAnswer dequeued ? dequeued : null;
    this.isLong = answer instanceof JsonAnswer && length > SHORT;
    this.isStreamed = answer instanceof StreamingOutput;
    this.sender = answer instanceof JsonAnswer ? sender : null;
    this.kept = isLong || this.sender != null ? new ArrayDeque<>() : null;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int start, int count) throws IOException {
    try {
      int sent = started ? 0 : begin(from, start, count);
      started = true;
      if (kept != null && count == sent) {
        return; // Tomcat takes it for an error to be given nothing after the last byte.
      }
      if (kept != null) {
        kept.add(ByteBuffer.wrap(from, start + sent, count - sent));
      } else {
        out.write(from, start + sent, count - sent);
      }
    } catch (IOException | RuntimeException e) {
      lose(e);
      if (isStreamed) {
        throw new IOException("the client is gone", e);
      }
    }
  }

  /**
   * A consumer that waited may have hung up. The first packet to it still goes out as if nothing
   * were, but is answered with a reset, on which the second one fails. So it gets two, unless it is
   * known to be there; and if it has ended its side, there is time for the reset to come.
   */
  private int begin(byte[] from, int start, int count) throws IOException {
    boolean mayBeGone = jobs != null && jobs.careful() && client.get() != ClientWatch.Side.OPEN;
    if (!mayBeGone || count == 0) {
      return 0;
    }
    tried = true;
    out.write(from, start, 1);
    out.flush();
    doubtful = client.get() == ClientWatch.Side.ENDED;
    if (doubtful && kept == null) {
      kept = new ArrayDeque<>();
    }
    return 1;
  }

  /** The answer is complete. */
  @Override
  public void close() {
    if (jobs != null && kept == null && !lost) {
      try {
        out.flush();
      } catch (IOException | RuntimeException e) {
        lose(e);
      }
    }
  }

  /** Whether there is more to be sent than can be sent at once. */
  boolean isKept() {
    return kept != null && !kept.isEmpty() && !lost;
  }

  /** Whether the client may be gone, and ought to be given time to say so. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** Sends what is kept, and then ends the request. */
  void sendKept(Suspension request) {
    Queue<ByteBuffer> pieces = Objects.requireNonNull(kept);
    if (isLong) {
      new LongAnswer(request, out, pieces, this::lose).start();
    } else if (sender != null && !tried) {
      sender.send(
          joined(pieces),
          failure -> {
            if (failure != null) {
              lose(failure);
            }
            request.complete();
          });
    } else {
      sendAtOnce(pieces);
      request.complete();
    }
  }

  private static ByteBuffer joined(Queue<ByteBuffer> pieces) {
    if (pieces.size() == 1) {
      return pieces.element();
    }
    ByteBuffer all = ByteBuffer.allocate(pieces.stream().mapToInt(ByteBuffer::remaining).sum());
    pieces.forEach(all::put);
    return all.flip();
  }

  private void sendAtOnce(Queue<ByteBuffer> pieces) {
    try {
      for (ByteBuffer piece : pieces) {
        out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
      }
      out.flush();
    } catch (IOException | RuntimeException e) {
      lose(e);
    }
  }

  /**
   * The client does not get its answer, for whatever reason: a container whose connection is reset
   * while it writes has more exceptions for that than those that it is to have.
   */
  private synchronized void lose(Throwable e) {
    LOG.debug("A client is gone that was to have an answer", e);
    if (jobs != null && !lost) {
      jobs.giveBack().run();
    }
    lost = true;
  }
}
