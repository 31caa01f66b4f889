package io.cqueue.http;

import io.cqueue.core.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.function.Consumer;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One line for each thing that an operator did, or was refused: who, what, where to, with which
 * outcome, from where, and the ID of the request. Only what is {@link Audited} comes here.
 * Thread-safe.
 */
@Audited
final class Audit implements ContainerResponseFilter {

  private final Consumer<String> lines;

  /** Writes the lines there. */
  Audit(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void filter(ContainerRequestContext context, ContainerResponseContext response) {
    ContainerRequest request = (ContainerRequest) context;
    Caller caller = Access.known(request);
    lines.accept(
        String.format(
            "caller=%s method=%s path=%s queue=%s status=%d from=%s request=%s",
            word(caller == null ? null : caller.name()),
            word(request.getMethod()),
            word(request.getRequestUri().toString()),
            word(queue(context, response.getEntity())),
            response.getStatus(),
            word(from(context)),
            word(RequestIds.current())));
  }

  /** The queue that the answer is about, or else the one that the path names. */
  private static @Nullable String queue(ContainerRequestContext request, @Nullable Object answer) {
    if (answer instanceof JobAnswer job) {
      return job.job().queue();
    }
    if (answer instanceof ScheduleAnswer schedule) {
      return schedule.state().schedule().job().queue();
    }
    String path = request.getUriInfo().getPath();
    return path.startsWith("queues/")
        ? request.getUriInfo().getPathParameters().getFirst("name")
        : null;
  }

  private static @Nullable String from(ContainerRequestContext request) {
    return request.getSecurityContext() instanceof ServletSecurity servlet
        ? servlet.request().getRemoteAddr()
        : null;
  }

  /** One word, so that nobody can make up a line or a part of one; nothing is a dash. */
  private static String word(@Nullable String text) {
    return text == null || text.isEmpty() ? "-" : text.replaceAll("[^!-~]", "?");
  }
}
