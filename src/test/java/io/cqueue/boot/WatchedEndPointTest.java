package io.cqueue.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cqueue.http.Patience;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a connection is idle: a test says so in place of Jetty's clock. */
@Timeout(60)
final class WatchedEndPointTest {

  private final Server server = new Server();
  private final ServerConnector connector =
      new ServerConnector(server) {
        @Override
        protected SocketChannelEndPoint newEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key) {
          WatchedEndPoint end = new WatchedEndPoint(channel, selector, key, getScheduler(), 1);
          end.setIdleTimeout(getIdleTimeout());
          return end;
        }
      };

  @BeforeEach
  void start() throws Exception {
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private WatchedEndPoint end() {
    Patience.until(() -> !connector.getConnectedEndPoints().isEmpty());
    WatchedEndPoint end = (WatchedEndPoint) connector.getConnectedEndPoints().iterator().next();
    Patience.until(end::isFillInterested);
    return end;
  }

  private Socket connect() throws Exception {
    return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  @Test
  void oneThatIsJustAnsweredIsNotIdle() throws Exception {
    try (Socket client = connect()) {
      WatchedEndPoint end = end();
      end.keepAwake();

      end.onIdleExpired(new TimeoutException());

      assertTrue(client.isConnected());
      assertFalse(end.isOutputShutdown());
    }
  }

  @Test
  void anyOtherIs() throws Exception {
    try (Socket client = connect()) {
      WatchedEndPoint end = end();
      end.setIdleTimeout(0); // so it has been for long enough

      end.onIdleExpired(new TimeoutException());

      assertEquals(-1, client.getInputStream().read());
    }
  }
}
