package io.cqueue.http;

import io.cqueue.core.JobQueue;
import io.cqueue.core.Names;
import io.cqueue.core.NewJob;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code /events}: every change of status as Server-Sent Events (WHATWG HTML, 9.2). Not a Jersey
 * resource, since Jersey would keep a thread for each listener. Thread-safe.
 */
@SuppressWarnings("serial") // no container writes servlets to disk
public final class EventsServlet extends HttpServlet {

  private final Access access;
  private final LateAnswers late;
  private final long firstId;
  private final Entrance entrance;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  /**
   * Serves the events of a queue.
   *
   * @param access the way to the queue
   * @param late writes events
   * @param firstId greater than the ID of any event of an earlier life of this server
   * @param entrance says who may come in
   */
  public EventsServlet(Access access, LateAnswers late, long firstId, Entrance entrance) {
    this.access = access;
    this.late = late;
    this.firstId = firstId;
    this.entrance = entrance;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    entrance.admit(request, response, this::answer);
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getMethod().equals("HEAD")) {
      EventStream.describe(response);
    } else {
      open(request, response);
    }
  }

  private void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
    JobQueue queue;
    EventFilter filter;
    Long after;
    try {
      queue = access.queue(request);
      filter = filter(request.getParameterMap());
      after = lastEvent(request.getHeader("Last-Event-ID"));
    } catch (RefusedException e) {
      refuse(Problem.of(e.refusal()), response);
      return;
    }
    Suspension suspension = Suspension.of(request);
    try {
      EventStream stream =
          new EventStream(
              queue, late, suspension, response.getOutputStream(), filter, firstId, open::remove);
      open.add(stream);
      stream.start(after, response);
    } catch (RefusedException e) {
      refuse(Problem.of(e.refusal()), response);
      suspension.complete();
    }
  }

  /** Ends all streams: those who listen come again, to another server perhaps. */
  public void dismiss() {
    open.forEach(EventStream::close);
  }

  private static EventFilter filter(Map<String, String[]> parameters) {
    for (String name : parameters.keySet()) {
      if (!name.equals("queue") && !name.equals("type")) {
        throw Refusal.invalid(name, "is not a parameter of this request").asException();
      }
    }
    Set<String> queues = names(parameters.get("queue"));
    Set<String> types = names(parameters.get("type"));
    queues.forEach(name -> Names.requireQueue("queue", name));
    types.forEach(name -> Names.requirePrintable("type", name, NewJob.MAX_TYPE_LENGTH));
    return new EventFilter(queues, types);
  }

  private static Set<String> names(String @Nullable [] values) {
    Set<String> names = new HashSet<>();
    for (String value : values == null ? List.<String>of() : Arrays.asList(values)) {
      names.addAll(Query.splitAtCommas(value));
    }
    return names;
  }

  private static @Nullable Long lastEvent(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return null;
    }
    try {
      return Long.parseLong(header);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("Last-Event-ID", "must be the ID of an event").asException();
    }
  }

  private static void refuse(Problem problem, HttpServletResponse response) throws IOException {
    ErrorServlet.send(problem, response);
  }
}
