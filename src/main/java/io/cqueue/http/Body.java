package io.cqueue.http;

/**
 * The body of a request as it came, whatever its {@code Content-Type} says.
 *
 * @param bytes all of it, no longer than the limit
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not copied because it is large
record Body(byte[] bytes) {

  boolean isEmpty() {
    return bytes.length == 0;
  }
}
