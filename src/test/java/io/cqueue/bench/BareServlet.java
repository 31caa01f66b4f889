package io.cqueue.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The least that a servlet can do: it answers a constant job. What cqueue is compared with. */
public final class BareServlet extends HttpServlet {

  private static final byte[] JOB =
      "{\"ID\":951,\"Type\":\"TIME_CRITICAL\",\"Status\":\"IN_PROGRESS\"}"
          .getBytes(StandardCharsets.US_ASCII);

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setContentLength(JOB.length);
    response.getOutputStream().write(JOB);
  }
}
