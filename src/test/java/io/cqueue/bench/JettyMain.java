package io.cqueue.bench;

import io.cqueue.boot.WebAppListener;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A process with embedded Jetty that serves one thing: {@code bare} or {@code cqueue}. */
public final class JettyMain {

  private JettyMain() {}

  /**
   * Serves until it is killed.
   *
   * @param args what to serve, and the port
   */
  public static void main(String[] args) throws Exception {
    ServletContextHandler context = new ServletContextHandler("/");
    if (args[0].equals("bare")) {
      context.addServlet(BareServlet.class, "/*");
    } else {
      context.addEventListener(new WebAppListener());
    }
    Server server = new Server(new QueuedThreadPool(Integer.getInteger("threads", 200)));
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setOutputBufferSize(Integer.getInteger("outputBuffer", 32768));
    http.setUseOutputDirectByteBuffers(!Boolean.getBoolean("heapOut"));
    http.setUseInputDirectByteBuffers(!Boolean.getBoolean("heapIn"));
    HttpConnectionFactory h1 = new HttpConnectionFactory(http);
    ServerConnector connector =
        new ServerConnector(
            server, Integer.getInteger("acceptors", -1), Integer.getInteger("selectors", -1), h1);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(args[1]));
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    server.join();
  }
}
