package io.cqueue.push;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks up hosts, and leaves out the addresses to which nothing may be posted: those that mean
 * another machine, or another service, to this server than to whoever named them (server-side
 * request forgery). A connection is made to what this answers and to nothing else, so a name that
 * means something different the next time (DNS rebinding) gains nothing. Immutable.
 */
final class Addresses implements DnsResolver {

  /** What is not the Internet (IANA's registries of special-purpose addresses). */
  private static final List<Range> SPECIAL =
      ranges(
          "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24"
              + " 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24"
              + " 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
              // Of what is global unicast in IPv6: Teredo and others, examples, 6to4.
              + " 2001::/23 2001:db8::/32 2002::/16 3fff::/20");

  /** All other addresses of IPv6 are loopback, private, local to a link, multicast or nobody's. */
  private static final Range GLOBAL_UNICAST = Range.of("2000::/3");

  /** Addresses of IPv4 as networks without it write them (NAT64). */
  private static final Range TRANSLATED = Range.of("64:ff9b::/96");

  /** Looks up a name. */
  interface Lookup {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private final Lookup lookup;
  private final boolean all;

  /**
   * Addresses by a lookup.
   *
   * @param all whether any address will do
   */
  Addresses(Lookup lookup, boolean all) {
    this.lookup = lookup;
    this.all = all;
  }

  private static List<Range> ranges(String texts) {
    return Stream.of(texts.split(" ")).map(Range::of).toList();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = lookup.of(host);
    InetAddress[] allowed =
        all ? found : Stream.of(found).filter(Addresses::isPublic).toArray(InetAddress[]::new);
    if (allowed.length == 0) {
      throw new ForbiddenAddressException(host);
    }
    return allowed;
  }

  /** Whether an address is of the Internet. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (TRANSLATED.has(bytes)) {
      bytes = Arrays.copyOfRange(bytes, 12, 16);
    }
    byte[] its = bytes;
    return (its.length == 4 || GLOBAL_UNICAST.has(its))
        && SPECIAL.stream().noneMatch(range -> range.has(its));
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
