package io.cqueue.http;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Knows whether a client has ended its side of the connection. The servlet API cannot tell, so this
 * is for a server that can. Thread-safe.
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
}
