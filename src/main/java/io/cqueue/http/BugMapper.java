package io.cqueue.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers anything that nobody foresaw: the log has the exception, the client the ID of its request
 * and nothing of its inside. Thread-safe.
 */
public final class BugMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(BugMapper.class);

  @Override
  public Response toResponse(Throwable e) {
    return answer(e);
  }

  static Response answer(Throwable e) {
    return problem(e).response();
  }

  static Problem problem(Throwable e) {
    String reference = String.valueOf(RequestIds.current());
    LOG.error("Unexpected failure of request {}", reference, e);
    return Problem.internal(reference);
  }
}
