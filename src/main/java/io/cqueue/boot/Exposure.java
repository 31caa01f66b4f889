package io.cqueue.boot;

import io.cqueue.config.Config;
import io.cqueue.config.ConfigException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who can reach a server in which everybody may do everything: only this machine, unless someone
 * has said that more is meant. {@link io.cqueue.http.Edge} holds each request to it; this says it
 * at the start.
 */
final class Exposure {

  private static final Logger LOG = LoggerFactory.getLogger(Exposure.class);

  private Exposure() {}

  /**
   * Checks where a server of our own is to listen.
   *
   * @throws ConfigException if others could reach it, and nobody has said that they may
   */
  static void check(Config config) {
    if (isLoopback(config.addr())) {
      return;
    }
    if (config.loopbackOnly()) {
      throw new ConfigException(
          List.of(
              "addr: "
                  + config.addr()
                  + " can be reached from other machines, where everybody could do everything."
                  + " Set tokens, or insecure to true if that is meant: see docs/security.md"));
    }
    warn(config);
  }

  /** Says what a server in someone else's servlet container does. */
  static void tell(Config config) {
    if (config.loopbackOnly()) {
      LOG.info(
          "There are no tokens, so only requests that arrive on a loopback address are answered;"
              + " see docs/security.md");
    }
    warn(config);
  }

  private static void warn(Config config) {
    if (config.insecure() && !config.asksForTokens()) {
      LOG.warn("insecure=true: everybody who reaches this server may do everything");
    }
  }

  private static boolean isLoopback(String addr) {
    String host = addr.toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("::1")
        || host.equals("[::1]");
  }
}
