package io.cqueue.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What nobody wanted to read of the body of a request. A servlet container closes a connection if
 * some of it is still to come when the answer is there; the client then sends to nobody, is told
 * that its connection was reset, and may never see the answer.
 */
final class UnreadBody {

  /** One that is longer, or does not say how long it is, is not worth it. */
  private static final int SMALL = 64 << 10;

  private UnreadBody() {}

  /**
   * Reads and forgets what is left of a small body, before the answer. A client that asked whether
   * it may send it ({@code Expect: 100-continue}) is not told to.
   */
  static void drop(HttpServletRequest request) {
    long declared = request.getContentLengthLong();
    if (declared <= 0 || declared > SMALL || request.getHeader("Expect") != null) {
      return;
    }
    try {
      InputStream body = request.getInputStream();
      if (body.read() >= 0) { // nearly always it has been read to its end
        body.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      // The client is gone, or too slow for what there is to know: it gets the answer, if anything.
    }
  }
}
