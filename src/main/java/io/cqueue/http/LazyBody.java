package io.cqueue.http;

import jakarta.servlet.ServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The body of a request, opened when someone reads it: until then, a client that asked whether it
 * may send it ({@code Expect: 100-continue}) is not told to. A large one takes room for as long as
 * the request is worked on; if there is none, it is thrown away and refused. Used by one thread.
 */
final class LazyBody extends InputStream {

  /** One that is no longer than this is not counted: there are only so many threads to read it. */
  private static final int SMALL = 64 << 10;

  /** A body that did not say how long it is takes room in steps. */
  private static final int STEP = 256 << 10;

  /** A body is there twice while its payload is copied out of it. */
  private static final long COPIES = 2;

  private final ServletRequest request;
  private final BodyRoom room;
  private long read;
  private long taken;
  private boolean streamed;

  LazyBody(ServletRequest request, BodyRoom room) {
    this.request = request;
    this.room = room;
  }

  /** The same, for someone who keeps no more than a line at a time: it takes no room. */
  InputStream streamed() {
    streamed = true;
    return this;
  }

  @Override
  public int read() throws IOException {
    open();
    int b = request.getInputStream().read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    open();
    int count = request.getInputStream().read(to, from, length);
    count(count);
    return count;
  }

  private void open() throws IOException {
    long declared = request.getContentLengthLong();
    if (read == 0 && taken == 0 && declared > SMALL && !streamed) {
      take(COPIES * declared);
    }
  }

  private void count(int more) throws IOException {
    read += Math.max(0, more);
    if (read > SMALL && !streamed && COPIES * read > taken) {
      take(COPIES * STEP);
    }
  }

  private void take(long bytes) throws IOException {
    if (!room.take(bytes)) {
      // A client that is cut off while it sends may never see the answer.
      request.getInputStream().transferTo(OutputStream.nullOutputStream());
      throw new WebApplicationException(Problem.noRoomForBody().response());
    }
    taken += bytes;
  }

  /** The request is done with, and so is its body. */
  void release() {
    room.give(taken);
    taken = 0;
  }
}
