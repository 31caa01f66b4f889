package io.cqueue.http;

import com.fasterxml.jackson.core.JsonFactory;
import java.time.Instant;
import java.util.Arrays;

/**
 * The body of a request as it came, whatever its {@code Content-Type} says.
 *
 * @param bytes all of it, no longer than the limit
 * @param arrived when
 * @param json how it is read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not copied because it is large
record Body(byte[] bytes, Instant arrived, JsonFactory json) {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Drops the mark with which some systems begin a text. */
  Body {
    if (bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
      bytes = Arrays.copyOfRange(bytes, 3, bytes.length);
    }
  }

  /** Other bytes that came with this one. */
  Body with(byte[] other) {
    return new Body(other, arrived, json);
  }

  /** This body or, if it is empty, one that is an object without fields. */
  Body orEmptyObject() {
    return isEmpty() ? with(new byte[] {'{', '}'}) : this;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  boolean isBlank() {
    for (byte b : bytes) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }
}
