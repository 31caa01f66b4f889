package io.cqueue.remote;

import java.io.IOException;
import java.io.InputStream;

/** Counts what is read. Used by one thread. */
final class Counting extends InputStream {

  private final InputStream in;
  private long count;

  Counting(InputStream in) {
    this.in = in;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    count += one < 0 ? 0 : 1;
    return one;
  }

  @Override
  public int read(byte[] to, int start, int length) throws IOException {
    int read = in.read(to, start, length);
    count += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
