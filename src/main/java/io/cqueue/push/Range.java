package io.cqueue.push;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses that begin alike. Immutable. */
final class Range {

  private final byte[] prefix;
  private final int bits;

  private Range(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /** Such as {@code 10.0.0.0/8}. */
  static Range of(String text) {
    int slash = text.indexOf('/');
    try {
      // No name is looked up: these are addresses.
      byte[] prefix = InetAddress.getByName(text.substring(0, slash)).getAddress();
      return new Range(prefix, Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  boolean has(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
