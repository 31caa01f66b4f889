package io.cqueue.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * IP addresses that have their first bits in common, as 10.0.0.0/8 or 2001:db8::/32. Immutable.
 *
 * @param first the first of them
 * @param bits how many bits they have in common
 */
record AddressRange(InetAddress first, int bits) {

  /** Nothing for which Java would ask a name server. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(0*(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?=\\d)|$)){4}|(?!\\.)[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static AddressRange of(String text) {
    int slash = text.indexOf('/');
    InetAddress first = address(slash < 0 ? text : text.substring(0, slash));
    int all = first.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > all) {
      throw new IllegalArgumentException(text + " is no range of IP addresses");
    }
    return new AddressRange(first, bits);
  }

  static boolean isAddress(String text) {
    try {
      address(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static InetAddress address(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is no IP address");
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text + " is no IP address", e);
    }
  }

  boolean contains(String address) {
    return isAddress(address) && contains(address(address).getAddress());
  }

  private boolean contains(byte[] other) {
    byte[] own = first.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % Byte.SIZE);
      if ((own[i / Byte.SIZE] & mask) != (other[i / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }
}
