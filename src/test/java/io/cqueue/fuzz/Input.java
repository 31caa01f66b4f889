package io.cqueue.fuzz;

import java.util.Arrays;
import java.util.List;

/**
 * The bytes that a fuzzer came up with, read as a row of choices. When they are used up every
 * choice is the first, so that a short input is a short and plain trial. Used by one thread.
 */
final class Input {

  private final byte[] bytes;
  private int at;

  Input(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean isEmpty() {
    return at >= bytes.length;
  }

  /** One of 0 to {@code n - 1}, from one byte, or from two if one does not do. */
  int below(int n) {
    int value = octet();
    if (n > 256) {
      value = value << 8 | octet();
    }
    return value % n;
  }

  private int octet() {
    return isEmpty() ? 0 : bytes[at++] & 0xff;
  }

  /** True once in so many times. */
  boolean onceIn(int n) {
    return below(n) == n - 1;
  }

  <T> T oneOf(List<T> all) {
    return all.get(below(all.size()));
  }

  /** Up to so many bytes as they are. */
  byte[] raw(int max) {
    int count = Math.min(below(max + 1), bytes.length - at);
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }
}
