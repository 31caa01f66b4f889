package io.cqueue.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether a client has ended its side of the connection, and can send to it without waiting
 * for it. The servlet API can do neither, so this is for a server that can. Thread-safe.
 */
public interface ClientWatch {

  /** The attribute of the servlet context in which such a server leaves its own. */
  String ATTRIBUTE = ClientWatch.class.getName();

  /** The client's side of a connection. */
  enum Side {
    /** It may send more, so it is there. */
    OPEN,
    /**
     * It is gone, or it only sends no more and still waits for its answer: nobody can tell until
     * something has been sent to it.
     */
    ENDED,
    UNKNOWN
  }

  /** That of the client of a request that has been read. */
  Side side(HttpServletRequest request);

  /**
   * A request that waited is about to be answered. Its connection may have been idle for so long
   * that it is just being found to be: that must not end it now.
   */
  default void beforeAnswer(HttpServletRequest request) {}

  /** Sends the body of one answer. */
  interface Sender {

    /**
     * Sends all of the body as fast as the client reads, and does not wait for that.
     *
     * @param body all of it; of the answer only the headers are there, and nothing has been sent
     * @param done told once all is sent (null), or what went wrong
     */
    void send(ByteBuffer body, Consumer<@Nullable Throwable> done);
  }

  /** What can send the body of an answer without waiting for the client; null if nothing can. */
  default @Nullable Sender sender(HttpServletResponse response) {
    return null;
  }
}
