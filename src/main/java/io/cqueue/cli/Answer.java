package io.cqueue.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads an HTTP/1.1 answer where it lies in a connection's buffer. It knows no more than servers
 * send to this load: a {@code Content-Length} or no body. Mutable, one a connection, so that
 * reading an answer allocates nothing. Used by one thread.
 */
final class Answer {

  private static final byte[] CONTENT_LENGTH =
      "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHUNKED = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JOBS = "\"jobs\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = "\"id\":".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[0];
  private int status;
  private int bodyStart;
  private int end;

  /**
   * Looks whether an answer is complete.
   *
   * @param buffer what has come so far
   * @param length how many bytes of it count
   * @return whether the whole answer is there
   */
  boolean read(byte[] buffer, int length) {
    bytes = buffer;
    int bodyLength = 0;
    int lineStart = 0;
    for (int i = 0; i + 1 < length; i++) {
      if (buffer[i] != '\r' || buffer[i + 1] != '\n') {
        continue;
      }
      if (lineStart == 0) {
        status = (int) number(9, i);
      } else if (i == lineStart) {
        bodyStart = i + 2;
        end = bodyStart + bodyLength;
        return length >= end;
      } else if (startsWith(lineStart, i, CONTENT_LENGTH)) {
        bodyLength = (int) number(lineStart + CONTENT_LENGTH.length, i);
      } else if (startsWith(lineStart, i, CHUNKED)) {
        throw new IllegalStateException("A chunked answer: this load cannot read that");
      }
      lineStart = i + 2;
    }
    return false;
  }

  int status() {
    return status;
  }

  /** The numbers after each {@code "ID":} of the body, instead of what was there before. */
  void readIds(Ids ids) {
    readIds(ids, bodyStart);
  }

  /** The same, but only those after {@code "Jobs":}. */
  void readJobIds(Ids ids) {
    int from = bodyStart;
    while (from < end && !startsWith(from, end, JOBS)) {
      from++;
    }
    readIds(ids, from);
  }

  private void readIds(Ids ids, int from) {
    ids.clear();
    for (int i = from; i < end; i++) {
      if (bytes[i] == '"' && startsWith(i, end, ID)) {
        ids.add(number(i + ID.length, end));
      }
    }
  }

  void require(int expected) {
    if (status != expected) {
      throw unexpected("status " + expected);
    }
  }

  private IllegalStateException unexpected(String expected) {
    String body = new String(bytes, bodyStart, end - bodyStart, StandardCharsets.UTF_8);
    return new IllegalStateException(
        String.format(Locale.ROOT, "Expected %s, got %d %s", expected, status, body));
  }

  private long number(int from, int to) {
    int i = from;
    while (i < to && bytes[i] == ' ') {
      i++;
    }
    long number = 0;
    for (; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  private boolean startsWith(int from, int to, byte[] lowerCase) {
    if (to - from < lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      byte b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }
}
