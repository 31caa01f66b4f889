package io.cqueue.http;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Nearly every path has one kind of answer, so a request with an {@code Accept} that nobody can
 * parse is as good as one without. Jersey would refuse it. Thread-safe.
 */
@PreMatching
public final class AcceptFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      request.getAcceptableMediaTypes();
    } catch (ProcessingException e) {
      request.getHeaders().remove(HttpHeaders.ACCEPT);
    }
  }
}
