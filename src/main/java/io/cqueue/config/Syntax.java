package io.cqueue.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text must be, where no regular expression says it well. No name server is asked: a name
 * that leads nowhere today may do so tomorrow.
 */
enum Syntax {
  /** Anything. */
  ANY(text -> true),
  /** The path of a file or directory, which need not be there. */
  FILE(Syntax::isFile),
  /** A host name or an IP address. */
  HOST(Syntax::isHost),
  /** IP addresses, or ranges of them as in 10.0.0.0/8, with commas between them. */
  ADDRESS_RANGES(text -> all(text, Syntax::isAddressRange)),
  /** URLs with a host, with commas between them. */
  URLS(text -> all(text, Syntax::isUrl)),
  /** What PostgreSQL's driver takes; it is silent about a port that is none. */
  DATABASE_URL(Syntax::hasPorts);

  private static final Pattern DOTTED = Pattern.compile("[0-9.]+");
  private static final Pattern V4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern V6 = Pattern.compile("(?!\\.)[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*)");
  private static final Pattern BITS = Pattern.compile("\\d{1,3}");
  private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*).*");
  private static final Pattern PORT = Pattern.compile("([^:\\[\\]]*|\\[[^\\]]*])(:(\\d{1,5}))?");

  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final int MAX_BYTE = 255;
  private static final int MAX_PORT = 65_535;

  @SuppressWarnings("ImmutableEnumChecker") // none of those above has a state
  private final Predicate<String> check;

  Syntax(Predicate<String> check) {
    this.check = check;
  }

  /** Whether a text is right; none at all is. */
  boolean accepts(String text) {
    return text.isEmpty() || check.test(text);
  }

  private static boolean all(String text, Predicate<String> check) {
    return Arrays.stream(text.split(",", -1)).allMatch(check);
  }

  private static boolean isFile(String text) {
    try {
      return !Path.of(text).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isHost(String text) {
    if (DOTTED.matcher(text).matches()) {
      return isV4(text);
    }
    boolean isBracketed = text.startsWith("[") && text.endsWith("]");
    String bare = isBracketed ? text.substring(1, text.length() - 1) : text;
    return isV6(bare) || (!isBracketed && NAME.matcher(text).matches());
  }

  private static boolean isAddressRange(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean isV4 = isV4(address);
    if (!isV4 && !isV6(address)) {
      return false;
    }
    String bits = text.substring(slash + 1);
    return slash < 0
        || (BITS.matcher(bits).matches() && Integer.parseInt(bits) <= (isV4 ? V4_BITS : V6_BITS));
  }

  private static boolean isV4(String text) {
    Matcher parts = V4.matcher(text);
    boolean isV4 = parts.matches();
    for (int i = 1; isV4 && i <= parts.groupCount(); i++) {
      isV4 = Integer.parseInt(parts.group(i)) <= MAX_BYTE;
    }
    return isV4;
  }

  private static boolean isV6(String text) {
    if (!V6.matcher(text).matches()) {
      return false;
    }
    try {
      // With a colon in it, it is no name that anyone would have to be asked about.
      return InetAddress.getByName(text.replaceFirst("%.*", "")).getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isUrl(String text) {
    try {
      return new URI(text).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean hasPorts(String text) {
    Matcher hosts = HOSTS.matcher(text);
    return !hosts.matches() || all(hosts.group(1), Syntax::hasPort);
  }

  private static boolean hasPort(String host) {
    Matcher parts = PORT.matcher(host);
    return parts.matches()
        && (parts.group(3) == null || Integer.parseInt(parts.group(3)) <= MAX_PORT);
  }
}
