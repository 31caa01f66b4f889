package io.cqueue.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that are believed when they say for whom they ask, in {@code Forwarded} (RFC 7239)
 * or, without that, in {@code X-Forwarded-For} and its like. Anyone can send these headers, so from
 * any other address they mean nothing. Thread-safe.
 */
public final class Proxies {

  /** Put before the path in {@code Location}: what could lead to another host is left out. */
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)+/?");

  private final List<AddressRange> trusted;

  /**
   * Trusts these.
   *
   * @param trusted IP addresses, or ranges of them as in 10.0.0.0/8, with commas between them
   * @throws IllegalArgumentException if one is neither
   */
  public Proxies(String trusted) {
    this.trusted =
        trusted.isEmpty()
            ? List.of()
            : Query.splitAtCommas(trusted).stream().map(AddressRange::of).toList();
  }

  /** The address of whoever asks: the nearest that is no proxy of ours. */
  public String client(HttpServletRequest request) {
    String near = near(request);
    if (!isTrusted(near)) {
      return near;
    }
    List<String> chain = chain(request);
    for (int i = chain.size() - 1; i >= 0 && isTrusted(near); i--) {
      String next = address(chain.get(i));
      if (!AddressRange.isAddress(next)) {
        break; // a name that is hidden, or a lie; who passed it on is known
      }
      near = next;
    }
    return near;
  }

  /** The origin of pages that come through the proxy, such as https://example.com, if it says. */
  @Nullable String origin(HttpServletRequest request) {
    if (!isTrusted(request)) {
      return null;
    }
    String host = said(request, "host", "X-Forwarded-Host");
    if (host == null) {
      return null;
    }
    String scheme = said(request, "proto", "X-Forwarded-Proto");
    return (scheme == null ? request.getScheme() : scheme) + "://" + host;
  }

  /** The path at which the proxy has what we have at the root; empty if that is the same. */
  String prefix(HttpServletRequest request) {
    if (!isTrusted(request)) {
      return "";
    }
    String prefix = request.getHeader("X-Forwarded-Prefix");
    if (prefix == null || !PREFIX.matcher(prefix).matches()) {
      return "";
    }
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  private boolean isTrusted(HttpServletRequest request) {
    return !trusted.isEmpty() && isTrusted(near(request));
  }

  /** Who is at the other end of the connection. */
  private static String near(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    return address == null ? "" : address(address);
  }

  private boolean isTrusted(String address) {
    for (AddressRange range : trusted) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** For whom each proxy asked, the nearest last. */
  private static List<String> chain(HttpServletRequest request) {
    List<String> forwarded = elements(request, "Forwarded");
    if (forwarded.isEmpty()) {
      return elements(request, "X-Forwarded-For");
    }
    return forwarded.stream().map(element -> parameter(element, "for")).toList();
  }

  /** What the nearest proxy said. */
  private static @Nullable String said(
      HttpServletRequest request, String parameter, String otherwise) {
    List<String> forwarded = elements(request, "Forwarded");
    List<String> other = forwarded.isEmpty() ? elements(request, otherwise) : List.of();
    String said =
        !forwarded.isEmpty()
            ? parameter(forwarded.get(forwarded.size() - 1), parameter)
            : other.isEmpty() ? "" : other.get(other.size() - 1);
    return said.isEmpty() ? null : said.toLowerCase(Locale.ROOT);
  }

  private static List<String> elements(HttpServletRequest request, String header) {
    Enumeration<String> values = request.getHeaders(header);
    List<String> elements = new ArrayList<>();
    for (String value : Collections.list(values)) {
      for (String element : Query.splitAtCommas(value)) {
        elements.add(element.strip());
      }
    }
    return elements;
  }

  /** One parameter of an element of {@code Forwarded}; empty if it is not there. */
  private static String parameter(String element, String name) {
    for (String pair : element.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
        String value = pair.substring(equals + 1).strip();
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
      }
    }
    return "";
  }

  /** Without the port that may be there, and without brackets. */
  private static String address(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? node : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
  }
}
