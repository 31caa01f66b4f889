package io.cqueue.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** What the answer to a request is written to that goes on after its servlet. Thread-safe. */
final class SuspendedOutput extends ServletOutputStream {

  private final Suspension request;
  private final ServletOutputStream out;

  SuspendedOutput(Suspension request, ServletOutputStream out) {
    this.request = request;
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int start, int count) throws IOException {
    request.use(() -> out.write(from, start, count));
  }

  @Override
  public void flush() throws IOException {
    request.use(out::flush);
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }
}
