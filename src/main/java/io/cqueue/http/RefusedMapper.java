package io.cqueue.http;

import io.cqueue.core.RefusedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers a refusal of the queue. Thread-safe. */
public final class RefusedMapper implements ExceptionMapper<RefusedException> {

  @Override
  public Response toResponse(RefusedException e) {
    return Problem.of(e.refusal()).response();
  }
}
