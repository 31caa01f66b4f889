package io.cqueue.http;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request, opened when someone reads it: until then, a client that asked whether it
 * may send it ({@code Expect: 100-continue}) is not told to. Used by one thread.
 */
final class LazyBody extends InputStream {

  private final ServletRequest request;

  LazyBody(ServletRequest request) {
    this.request = request;
  }

  @Override
  public int read() throws IOException {
    return request.getInputStream().read();
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    return request.getInputStream().read(to, from, length);
  }
}
