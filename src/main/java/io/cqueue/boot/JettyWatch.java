package io.cqueue.boot;

import io.cqueue.http.ClientWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The clients of our own Jetty, by their connections. With HTTP/2 it knows nothing. */
final class JettyWatch implements ClientWatch {

  @Override
  public Side side(HttpServletRequest request) {
    WatchedEndPoint end = connection(request);
    return end == null ? Side.UNKNOWN : end.clientSide();
  }

  @Override
  public void beforeAnswer(HttpServletRequest request) {
    WatchedEndPoint end = connection(request);
    if (end != null) {
      end.keepAwake();
    }
  }

  @Override
  public Sender sender(HttpServletResponse response) {
    return (body, done) -> send(response, body, done);
  }

  private static void send(
      HttpServletResponse response, ByteBuffer body, Consumer<@Nullable Throwable> done) {
    try {
      Callback callback = Callback.from(() -> done.accept(null), done);
      ((HttpOutput) response.getOutputStream()).sendContent(body, callback);
    } catch (IOException | RuntimeException e) {
      done.accept(e);
    }
  }

  private static @Nullable WatchedEndPoint connection(HttpServletRequest request) {
    ConnectionMetaData below =
        ServletContextRequest.getServletContextRequest(request).getConnectionMetaData();
    if (below.getHttpVersion() == HttpVersion.HTTP_2) {
      return null; // It reads all the time, and would miss what is read here.
    }
    return Pace.watched(below.getConnection().getEndPoint());
  }
}
