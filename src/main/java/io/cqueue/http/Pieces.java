package io.cqueue.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been written, in order. Long arrays are kept and not copied, so that an answer with a
 * thousand large payloads takes hardly any room beside the payloads themselves.
 */
final class Pieces extends OutputStream {

  /** Longer than any buffer that a generator uses again: such an array is a payload, and stays. */
  private static final int LONG = 8 << 10;

  private static final int CUT = 64 << 10;

  private final List<byte[]> done = new ArrayList<>(0);
  private final ByteArrayOutputStream last = new ByteArrayOutputStream(256);
  private long length;

  @Override
  public void write(int b) {
    last.write(b);
    length++;
  }

  @Override
  public void write(byte[] from, int start, int count) {
    if (count > LONG && count == from.length) {
      cut();
      done.add(from);
    } else {
      last.write(from, start, count);
      if (last.size() > CUT) {
        cut();
      }
    }
    length += count;
  }

  private void cut() {
    done.add(last.toByteArray());
    last.reset();
  }

  long length() {
    return length;
  }

  /** Writes all of it, in as few calls as there are pieces. Nobody changes the arrays later. */
  void writeTo(OutputStream out) throws IOException {
    for (byte[] piece : done) {
      out.write(piece);
    }
    last.writeTo(out);
  }
}
