package io.cqueue.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.message.internal.HeaderUtils;
import org.glassfish.jersey.server.ContainerException;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.internal.JerseyRequestTimeoutHandler;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * Sends Jersey's answer to one request through the servlet's response: at once, or, if Jersey
 * suspends the request, whenever it comes. Jersey has one thread at a time work on a request.
 */
final class ServletAnswer implements ContainerResponseWriter {

  /** By then a client that is gone, wherever in the world it was, has said so. */
  private static final int DOUBT_MILLIS = 300;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ScheduledExecutorService timeouts;
  private final ClientWatch watch;
  private final Measured measured;
  private final Departure departure;
  private volatile int status;
  private volatile @Nullable Suspended suspended;
  private volatile @Nullable AnswerBody body;

  /**
   * How the request is measured.
   *
   * @param meters told when the answer is complete
   * @param request which
   * @param begun when it began
   */
  record Measured(RequestMeters meters, ContainerRequest request, long begun) {}

  private record Suspended(Suspension request, JerseyRequestTimeoutHandler timeout) {}

  ServletAnswer(
      HttpServletRequest request,
      HttpServletResponse response,
      ScheduledExecutorService timeouts,
      ClientWatch watch,
      Measured measured) {
    this.request = request;
    this.response = response;
    this.timeouts = timeouts;
    this.watch = watch;
    this.measured = measured;
    this.departure = Departure.of(measured.request);
  }

  @Override
  public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse answer) {
    status = answer.getStatus();
    Suspended waiting = suspended;
    try {
      if (waiting == null) {
        open(length, answer, null);
      } else {
        waiting.request.use(() -> open(length, answer, waiting.request));
      }
      return Objects.requireNonNull(body);
    } catch (IOException e) {
      if (waiting == null) {
        throw new ContainerException(e);
      }
      // The container has ended the request, and may use its response for another one.
      return nobody(answer.getEntity());
    }
  }

  private void open(long length, ContainerResponse answer, @Nullable Suspension late)
      throws IOException {
    if (late == null) {
      UnreadBody.drop(request);
    } else {
      watch.beforeAnswer(request);
    }
    response.setStatus(status);
    for (Map.Entry<String, List<Object>> header : answer.getHeaders().entrySet()) {
      for (Object value : header.getValue()) {
        response.addHeader(header.getKey(), text(value));
      }
    }
    if (length >= 0) {
      response.setContentLengthLong(length);
    }
    ServletOutputStream out = response.getOutputStream();
    body =
        new AnswerBody(
            late == null ? out : new SuspendedOutput(late, out),
            length(answer),
            answer.getEntity(),
            this::clientSide,
            late == null ? null : watch.sender(response));
  }

  private ClientWatch.Side clientSide() {
    return departure.hasHappened() ? ClientWatch.Side.ENDED : watch.side(request);
  }

  private static OutputStream nobody(@Nullable Object answer) {
    if (answer instanceof DequeueAnswer jobs && !jobs.jobs().isEmpty()) {
      jobs.giveBack().run();
    }
    return OutputStream.nullOutputStream();
  }

  /** What {@link JsonWriter} said; Jersey's own getter does not get beyond 2 GiB. */
  private static long length(ContainerResponse answer) {
    return answer.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH) instanceof Long length
        ? length
        : -1;
  }

  /** Nearly every header is one of these, and Jersey takes long to find out how to write it. */
  private static String text(Object value) {
    if (value == MediaType.APPLICATION_JSON_TYPE) {
      return MediaType.APPLICATION_JSON;
    }
    return value instanceof String || value instanceof Number
        ? value.toString()
        : HeaderUtils.asString(value, (Configuration) null);
  }

  @Override
  public boolean suspend(long time, TimeUnit unit, TimeoutHandler handler) {
    UnreadBody.drop(request); // while it is this thread that works on it
    Suspension suspension = Suspension.of(request, departure::happens);
    JerseyRequestTimeoutHandler timeout = new JerseyRequestTimeoutHandler(this, timeouts);
    suspended = new Suspended(suspension, timeout);
    departure.inReachIf(
        () -> watch.sender(response) != null && clientSide() == ClientWatch.Side.OPEN);
    return timeout.suspend(time, unit, handler);
  }

  @Override
  public void setSuspendTimeout(long time, TimeUnit unit) {
    Suspended waiting = suspended;
    if (waiting == null) {
      throw new IllegalStateException("not suspended");
    }
    waiting.timeout.setSuspendTimeout(time, unit);
  }

  /** The answer is complete. The servlet container itself ends one that was never suspended. */
  @Override
  public void commit() {
    Suspended waiting = suspended;
    suspended = null;
    if (waiting != null) {
      waiting.timeout.close();
    }
    measured.meters.answered(measured.request, status, departure.wasAwaited(), measured.begun);
    AnswerBody written = body;
    if (written != null && written.isKept()) {
      Suspension later = waiting != null ? waiting.request : Suspension.of(request);
      if (written.isDoubtful()) {
        Future<?> unused =
            timeouts.schedule(() -> written.sendKept(later), DOUBT_MILLIS, TimeUnit.MILLISECONDS);
      } else {
        written.sendKept(later);
      }
    } else if (waiting != null) {
      waiting.request.complete();
    }
  }

  /**
   * Nothing could make an answer of what went wrong, or it could not be sent.
   *
   * @throws RuntimeException if part of another answer has been sent: the container then cuts it
   *     off, so that nobody takes it for the whole
   */
  @Override
  public void failure(Throwable error) {
    boolean answered = false;
    Suspended waiting = suspended;
    try {
      if (waiting == null) {
        answerFailure(error);
      } else {
        waiting.request.use(() -> answerFailure(error));
      }
      answered = true;
    } catch (IOException | IllegalStateException e) {
      error.addSuppressed(e); // The client is gone, or has been sent part of another answer.
    } finally {
      body = null;
      commit();
    }
    if (!answered) {
      throw error instanceof RuntimeException e ? e : new ContainerException(error);
    }
  }

  private void answerFailure(Throwable error) throws IOException {
    if (suspended == null) {
      UnreadBody.drop(request);
    }
    String id = response.getHeader(RequestIds.HEADER);
    response.reset();
    response.setHeader(RequestIds.HEADER, id);
    status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    ErrorServlet.send(BugMapper.problem(error), response);
  }

  @Override
  public boolean enableResponseBuffering() {
    return false;
  }
}
