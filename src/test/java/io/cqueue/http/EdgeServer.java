package io.cqueue.http;

import io.cqueue.boot.WebAppListener;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The web application in a Jetty to which anyone says from where to where a connection goes, by the
 * PROXY protocol: so it can be reached from everywhere without being reachable.
 */
final class EdgeServer implements AutoCloseable {

  private final Server server = new Server();
  private final ServerConnector connector =
      new ServerConnector(server, new ProxyConnectionFactory(), new HttpConnectionFactory());

  /** Starts one with these settings. */
  EdgeServer(Map<String, String> settings) throws Exception {
    this(webApp(settings));
  }

  /** Starts one with a servlet of a test in place of it all. */
  EdgeServer(HttpServlet servlet) throws Exception {
    this(webApp(servlet));
  }

  private static ServletContextHandler webApp(Map<String, String> settings) {
    ServletContextHandler webApp = new ServletContextHandler("/");
    settings.forEach((name, value) -> webApp.setInitParameter("cqueue." + name, value));
    webApp.addEventListener(new WebAppListener());
    return webApp;
  }

  private static ServletContextHandler webApp(HttpServlet servlet) {
    ServletContextHandler webApp = new ServletContextHandler("/");
    webApp.addServlet(servlet, "/*");
    return webApp;
  }

  private EdgeServer(ServletContextHandler webApp) throws Exception {
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    server.setHandler(webApp);
    server.start();
  }

  /**
   * Sends a request without a body.
   *
   * @param from the address of the client
   * @param to the address of the server
   * @param line the request line without the version
   * @param headers each with its line end
   */
  Answer ask(String from, String to, String line, String headers) {
    return ask(from, to, line, headers, "");
  }

  /** The same with a body. */
  Answer ask(String from, String to, String line, String headers, String body) {
    String family = to.contains(":") ? "TCP6" : "TCP4";
    String proxy = "PROXY " + family + " " + from + " " + to + " 40000 3000\r\n";
    String length = "Content-Length: " + body.length() + "\r\n";
    String request = proxy + line + " HTTP/1.1\r\n" + length + headers + "\r\n" + body;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return Answer.read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
