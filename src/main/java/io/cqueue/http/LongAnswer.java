package io.cqueue.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An answer that goes out as fast as its client reads, and meanwhile keeps no thread. Thread-safe.
 */
final class LongAnswer implements WriteListener {

  /** What a container may have to copy, if the client does not take it at once. */
  private static final int STEP = 64 << 10;

  private final Suspension request;
  private final ServletOutputStream out;
  private final Queue<ByteBuffer> pieces;
  private final Consumer<Throwable> lost;

  /** How often it was woken since someone began to write: who makes it 1 writes. */
  private final AtomicInteger wakes = new AtomicInteger();

  private volatile boolean ended;
  private boolean flushed;

  /**
   * Sends nothing yet.
   *
   * @param request what is answered
   * @param out where to
   * @param pieces what
   * @param lost told if the client does not get all of it
   */
  LongAnswer(
      Suspension request,
      ServletOutputStream out,
      Queue<ByteBuffer> pieces,
      Consumer<Throwable> lost) {
    this.request = request;
    this.out = out;
    this.pieces = new ArrayDeque<>(pieces);
    this.lost = lost;
  }

  /** Begins as soon as the container says that it may. */
  void start() {
    out.setWriteListener(this);
  }

  @Override
  public void onWritePossible() {
    if (wakes.getAndIncrement() == 0) {
      int seen;
      do {
        seen = wakes.get();
        writeWhilePossible();
      } while (!wakes.compareAndSet(seen, 0));
    }
  }

  private void writeWhilePossible() {
    try {
      while (!ended && out.isReady()) {
        ByteBuffer piece = pieces.peek();
        if (piece == null && flushed) {
          end();
          return;
        }
        if (piece == null) {
          flushed = true; // or else nobody would hear that the last of it did not get there
          out.flush();
          continue;
        }
        int count = Math.min(piece.remaining(), STEP);
        out.write(piece.array(), piece.arrayOffset() + piece.position(), count);
        piece.position(piece.position() + count);
        if (!piece.hasRemaining()) {
          pieces.remove();
        }
      }
    } catch (IOException | RuntimeException e) {
      onError(e);
    }
  }

  @Override
  public void onError(Throwable e) {
    lost.accept(e);
    if (!ended) {
      end();
    }
  }

  private void end() {
    ended = true;
    request.complete();
  }
}
