package io.cqueue.http;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Every path but {@code /} has one kind of answer and gives it whatever the request accepts; Jersey
 * would refuse some of them. And an {@code Accept} that nobody can parse is as good as none.
 * Thread-safe.
 */
@PreMatching
public final class AcceptFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (!request.getUriInfo().getPath().isEmpty() || !isParseable(request)) {
      request.getHeaders().remove(HttpHeaders.ACCEPT);
    }
  }

  private static boolean isParseable(ContainerRequestContext request) {
    try {
      request.getAcceptableMediaTypes();
      return true;
    } catch (ProcessingException e) {
      return false;
    }
  }
}
