package io.cqueue.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/**
 * Answers what Jersey itself refuses, such as an unknown path or a wrong method, as a problem too.
 * Thread-safe.
 */
public final class HttpErrorMapper implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException e) {
    Response original = e.getResponse();
    if (Problem.MEDIA_TYPE.equals(original.getMediaType()) || original.getStatus() < 400) {
      return original;
    }
    if (original.getStatus() >= 500) {
      return BugMapper.answer(e);
    }
    Response.ResponseBuilder answer =
        Response.fromResponse(Problem.ofStatus(original.getStatus()).response());
    String allow = original.getHeaderString(HttpHeaders.ALLOW);
    if (allow != null) {
      answer.header(HttpHeaders.ALLOW, withHead(allow));
    }
    return answer.build();
  }

  /** Jersey answers HEAD wherever it answers GET, and says so to OPTIONS, but not here. */
  private static String withHead(String allow) {
    return allow.contains("GET") && !allow.contains("HEAD") ? allow + ",HEAD" : allow;
  }
}
