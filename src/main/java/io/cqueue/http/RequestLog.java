package io.cqueue.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.slf4j.Logger;

/** One line a request at debug level. Thread-safe. */
final class RequestLog implements ContainerResponseFilter {

  private final Logger log;

  RequestLog(Logger log) {
    this.log = log;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    log.debug(
        "{} {} {}", request.getMethod(), request.getUriInfo().getPath(), response.getStatus());
  }
}
