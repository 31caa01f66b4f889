package io.cqueue.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The way into a servlet that only gives: each request gets its ID, {@link Edge} says whether it
 * may come in, and methods that would change something are refused. Thread-safe.
 *
 * @param ids gives requests their IDs
 * @param edge says which requests may come in
 */
public record Entrance(RequestIds ids, Edge edge) {

  private static final String METHODS = "GET,HEAD,OPTIONS";

  /** What a servlet gives. */
  interface Give {
    void to(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }

  /** Lets in who may come in. */
  void admit(HttpServletRequest request, HttpServletResponse response, Give give)
      throws IOException {
    ids.serve(
        request,
        response,
        id -> {
          if (edge.admits(request, response)) {
            answer(request, response, give);
          }
        });
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response, Give give)
      throws IOException {
    switch (request.getMethod()) {
      case "GET", "HEAD" -> give.to(request, response);
      case "OPTIONS" -> response.setHeader("Allow", METHODS);
      default -> {
        UnreadBody.drop(request);
        response.setHeader("Allow", METHODS);
        ErrorServlet.send(Problem.ofStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED), response);
      }
    }
  }
}
