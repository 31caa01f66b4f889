package io.cqueue.http;

import jakarta.ws.rs.WebApplicationException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that is read line by line, so that it may be as long as it likes. Used by
 * one thread.
 */
final class Upload {

  private static final int BUFFER = 64 << 10;

  private final InputStream in;
  private final Body empty;
  private final long maxLine;

  /**
   * Reads a body.
   *
   * @param in where from
   * @param empty a body without a byte that came at the same time
   * @param maxLine the longest line in bytes
   */
  Upload(InputStream in, Body empty, long maxLine) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.empty = empty;
    this.maxLine = maxLine;
  }

  /** The next line that is not empty, without its end; null after the last. */
  @Nullable Body line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try {
      int b = in.read();
      while (b >= 0 && (b != '\n' || line.size() == 0)) {
        if (b != '\n' && b != '\r') {
          line.write(b);
        }
        if (line.size() > maxLine) {
          throw Malformed.request("A line is longer than " + maxLine + " bytes.");
        }
        b = in.read();
      }
    } catch (IOException e) {
      // The client hung up, or does not keep to HTTP: its mistake, and no bug of ours.
      String detail = "The body could not be read to its end.";
      throw new WebApplicationException(Problem.malformed(detail).response());
    }
    return line.size() == 0 ? null : empty.with(line.toByteArray());
  }
}
