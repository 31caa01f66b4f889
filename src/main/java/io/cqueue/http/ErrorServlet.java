package io.cqueue.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Where the container goes when it refuses a request by itself, such as one with an ambiguous path:
 * clients get a problem instead of its HTML page. Thread-safe.
 */
@SuppressWarnings("serial") // no container writes servlets to disk
public final class ErrorServlet extends HttpServlet {

  private final RequestIds ids;

  /** Names in its answers the request that failed. */
  public ErrorServlet(RequestIds ids) {
    this.ids = ids;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Problem problem = Problem.ofStatus(status instanceof Integer code ? code : 404);
    ids.serve(request, response, id -> send(problem, response));
  }

  /**
   * Answers with a problem where Jersey does not. Nor does {@code sendError}: Jetty 12.1, when it
   * has read a small body ahead as it does for {@code java -jar}, then never hands on the body of
   * the next request of the connection.
   */
  static void send(Problem problem, HttpServletResponse response) throws IOException {
    byte[] json = Json.bytes(problem.answer());
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    response.setContentType(Problem.MEDIA_TYPE.toString());
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
