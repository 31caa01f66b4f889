package io.cqueue.client;

import io.cqueue.boot.WebAppListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** A server in this process, on any free port, with all settings as they are by default. */
public final class LocalServer implements AutoCloseable {

  private final Server server;

  private LocalServer(Server server) {
    this.server = server;
  }

  /** Starts one. */
  public static LocalServer start() throws Exception {
    ServletContextHandler webApp = new ServletContextHandler("/");
    webApp.addEventListener(new WebAppListener());
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(webApp);
    server.start();
    return new LocalServer(server);
  }

  /** Where it listens. */
  public URI uri() {
    return server.getURI();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }
}
