package io.cqueue.boot;

import io.cqueue.config.Config;
import io.cqueue.config.EffectiveConfig;
import io.cqueue.core.OpenException;
import io.cqueue.http.ClientWatch;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servlet container that is in the WAR: one Jetty with one web application, set up by the same
 * {@link WebAppListener} as in any other.
 */
final class JettyServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JettyServer.class);

  /** Connections that the system may hold for us while all threads work. */
  private static final int BACKLOG = 1024;

  /** In bytes; larger than that is read on a thread, as it comes. */
  private static final int SMALL_BODY = 64 << 10;

  private final Server server;
  private final ServerConnector connector;
  private final @Nullable Tls tls;
  private final Config config;

  private JettyServer(EffectiveConfig effective, Path webRoot) throws IOException {
    this.config = effective.config();
    this.server = new Server(threads(Runtime.getRuntime().availableProcessors()));
    this.tls =
        config.tlsCertificate().isEmpty()
            ? null
            : Tls.open(Path.of(config.tlsCertificate()), Path.of(config.tlsKey()));
    this.connector = connector(server, config, tls);
    ProblemHandler problems = new ProblemHandler();
    ServletContextHandler app = app(effective, webRoot, new WebAppListener());
    app.setErrorHandler(problems);
    Pace pace =
        new Pace(
            new GracefulHandler(slowBodies(app)), config.headerTimeout(), config.minBodyRate());
    connector.addBean(pace.watching(connector));
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(config.maxConnections(), connector));
    server.setHandler(pace);
    // After the handler, which by then takes no new requests.
    server.addBean(new Dismissal(app));
    server.setErrorHandler(problems);
    server.setStopTimeout(config.drainTimeout().toMillis());
  }

  /**
   * Starts a server.
   *
   * @throws IOException if it cannot listen where it should, or open its store
   */
  static JettyServer start(EffectiveConfig effective, Path webRoot) throws IOException {
    JettyServer server = new JettyServer(effective, webRoot);
    try {
      server.server.start();
    } catch (Exception e) {
      server.close();
      if (e instanceof OpenException) {
        throw new IOException(e.getMessage(), e);
      }
      SocketException socket = socketException(e);
      if (socket == null) {
        throw new IllegalStateException("the server does not start", e);
      }
      String where = server.config.addr() + ":" + server.config.port();
      throw new IOException("cannot listen on " + where + ": " + socket.getMessage(), e);
    }
    return server;
  }

  /** Where it listens. */
  String url() {
    String addr = config.addr();
    String host = addr.contains(":") && !addr.startsWith("[") ? "[" + addr + "]" : addr;
    String path = config.contextPath().equals("/") ? "" : config.contextPath();
    return (tls == null ? "http://" : "https://")
        + host
        + ":"
        + connector.getLocalPort()
        + path
        + "/";
  }

  /** Takes no more requests, waits for those in flight as long as it may, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.warn("Some requests took longer than the drain timeout and were cut off");
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }

  /**
   * No request waits for long on its thread, so a few more threads than cores keep the cores busy;
   * hundreds would only take each other's time. One accepts, at least one selects.
   */
  private static QueuedThreadPool threads(int cores) {
    QueuedThreadPool threads = new QueuedThreadPool(8 + 8 * cores, 4 + cores);
    threads.setName("cqueue");
    return threads;
  }

  /** Lets the small bodies that come slowly wait without a thread each. */
  static Handler slowBodies(Handler next) {
    EagerContentHandler handler =
        new EagerContentHandler(
            next, new EagerContentHandler.RetainedContentLoaderFactory(SMALL_BODY, -1, false));
    // One that is too large is refused by its Content-Length, before any of it is asked for.
    Predicate<Request> isSmall = request -> request.getLength() <= SMALL_BODY;
    handler.include(isSmall);
    return handler;
  }

  private static ServerConnector connector(Server server, Config config, @Nullable Tls tls) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(config.maxHeader());
    int goodBye = tls == null ? 1 : Tls.GOOD_BYE_BYTES;
    ServerConnector connector =
        new ServerConnector(server, factories(http, tls)) {
          @Override
          protected SocketChannelEndPoint newEndPoint(
              SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            WatchedEndPoint end =
                new WatchedEndPoint(channel, selector, key, getScheduler(), goodBye);
            end.setIdleTimeout(getIdleTimeout());
            return end;
          }
        };
    connector.setHost(config.addr());
    connector.setPort(config.port());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    if (tls != null) {
      connector.addBean(tls.reloading());
    }
    return connector;
  }

  private static ConnectionFactory[] factories(HttpConfiguration http, @Nullable Tls tls) {
    return tls == null
        ? new ConnectionFactory[] {new HttpConnectionFactory(http)}
        : tls.factories(http);
  }

  /** The web application, which the listener sets up. */
  static ServletContextHandler app(
      EffectiveConfig effective, Path webRoot, WebAppListener listener) {
    ServletContextHandler app = new ServletContextHandler(effective.config().contextPath());
    app.setBaseResource(ResourceFactory.of(app).newResource(webRoot));
    app.setAttribute(WebAppListener.CONFIG, effective);
    app.setAttribute(ClientWatch.ATTRIBUTE, new JettyWatch());
    app.addEventListener(listener);
    return app;
  }

  private static @Nullable SocketException socketException(Throwable e) {
    Throwable cause = e;
    while (cause != null && !(cause instanceof SocketException)) {
      cause = cause.getCause();
    }
    return (SocketException) cause;
  }
}
