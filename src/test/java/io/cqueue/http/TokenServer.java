package io.cqueue.http;

import io.cqueue.boot.WebAppListener;
import io.cqueue.core.Digests;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** The web application with settings of its own, in this process. */
final class TokenServer implements AutoCloseable {

  private final Server server;

  /** Starts one; the settings are by name. */
  TokenServer(Map<String, String> settings) {
    ServletContextHandler webApp = new ServletContextHandler("/");
    settings.forEach((name, value) -> webApp.setInitParameter("cqueue." + name, value));
    webApp.addEventListener(new WebAppListener());
    server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(webApp);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The line of a token, which is also its name. */
  static String line(String token, String roles, String queues) {
    return token + " " + roles + " " + queues + " sha256:" + Digests.sha256(token);
  }

  Http http() {
    return new Http(uri());
  }

  /** Where it is. */
  URI uri() {
    return URI.create(server.getURI().toString().replaceFirst("/$", ""));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
