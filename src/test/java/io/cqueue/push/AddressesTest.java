package io.cqueue.push;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {

  private static InetAddress at(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  private static final Addresses PUBLIC = new Addresses(InetAddress::getAllByName, false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "[::1]",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd00::1",
        "fdff:ffff::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "4000::1",
        // As some write 127.0.0.1 so that nobody sees it.
        "2130706433",
        "127.1",
        "127.0.1",
        "localhost"
      })
  void whatIsNotOfTheInternetIsRefused(String host) {
    assertThrows(ForbiddenAddressException.class, () -> PUBLIC.resolve(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "64:ff9b::101:101",
        "::ffff:1.1.1.1"
      })
  void whatIsOfTheInternetIsAllowed(String host) throws Exception {
    assertArrayEquals(new InetAddress[] {at(host)}, PUBLIC.resolve(host));
  }

  @Test
  void whereItIsAllowedAnyAddressWillDo() throws Exception {
    Addresses all = new Addresses(InetAddress::getAllByName, true);

    assertTrue(all.resolve("localhost")[0].isLoopbackAddress());
    assertEquals(at("fd00::1"), all.resolve("fd00::1")[0]);
  }

  @Test
  void ofSeveralAddressesOnlyThosePublicAreLeft() throws Exception {
    InetAddress[] both = {at("10.0.0.1"), at("1.1.1.1"), at("::1")};

    assertArrayEquals(
        new InetAddress[] {at("1.1.1.1")}, new Addresses(host -> both, false).resolve("x"));
  }

  @Test
  void aNameThatNobodyKnowsIsNoForbiddenOne() {
    Addresses none =
        new Addresses(
            host -> {
              throw new UnknownHostException(host);
            },
            false);

    Exception e = assertThrows(UnknownHostException.class, () -> none.resolve("x"));
    assertFalse(e instanceof ForbiddenAddressException);
  }
}
