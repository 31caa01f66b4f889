package io.cqueue.tracing;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import io.cqueue.core.Settlement;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue that makes a span of each enqueue, each dequeue that finds a job, and each settlement. It
 * is a proxy, since of all that a queue can do only these three are of interest. Thread-safe.
 */
public final class TracedJobQueue implements InvocationHandler {

  private final JobQueue queue;
  private final Spans spans;

  private TracedJobQueue(JobQueue queue, Spans spans) {
    this.queue = queue;
    this.spans = spans;
  }

  /**
   * Puts this before a queue, if anyone is there to get the spans: an agent or an SDK. If not, it
   * is the queue itself, and nothing is paid.
   *
   * @param telemetry where spans go
   * @param clock what time it is for those who look at them
   */
  public static JobQueue around(JobQueue queue, OpenTelemetry telemetry, InstantSource clock) {
    if (telemetry.getTracerProvider() == TracerProvider.noop()) {
      return queue;
    }
    Spans spans = new Spans(telemetry.getTracer("io.cqueue"), clock);
    return (JobQueue)
        Proxy.newProxyInstance(
            JobQueue.class.getClassLoader(),
            new Class<?>[] {JobQueue.class},
            new TracedJobQueue(queue, spans));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      // The short forms come back here as the long ones.
      case "enqueue", "settle" ->
          method.isDefault()
              ? InvocationHandler.invokeDefault(proxy, method, arguments)
              : spanned(method, arguments);
      case "dequeue", "enqueueBatch" -> spanned(method, arguments);
      default -> call(method, arguments);
    };
  }

  private @Nullable Object spanned(Method method, Object @Nullable [] arguments) throws Throwable {
    Object first = arguments == null ? null : arguments[0];
    Spans.Begun begun = spans.begin();
    if (arguments != null
        && first instanceof Dequeue request
        && arguments.length == 3
        && arguments[1] instanceof Duration wait
        && arguments[2] instanceof Reply<?> then) {
      return dequeue(begun, request, wait, then);
    }
    Object result = call(method, arguments);
    if (first instanceof Dequeue) {
      begun.dequeued(all(result, Job.class));
    } else if (first instanceof NewBatch batch) {
      begun.enqueued(batch.jobs());
    } else if (method.getName().equals("enqueue")) {
      begun.enqueued(all(first, NewJob.class));
    } else {
      begun.settled(all(first, Settlement.class), all(result, Outcome.class));
    }
    return result;
  }

  private Object dequeue(Spans.Begun begun, Dequeue request, Duration wait, Reply<?> then) {
    @SuppressWarnings("unchecked") // the only reply to a dequeue
    Reply<List<Job>> reply = (Reply<List<Job>>) then;
    return queue.dequeue(
        request,
        wait,
        new Reply<>() {
          @Override
          public void accept(List<Job> jobs) {
            begun.dequeued(jobs);
            reply.accept(jobs);
          }

          @Override
          public void refuse(RefusedException why) {
            reply.refuse(why);
          }
        });
  }

  private static <T> List<T> all(@Nullable Object list, Class<T> type) {
    List<T> items = new ArrayList<>();
    if (list instanceof List<?> found) {
      found.forEach(item -> items.add(type.cast(item)));
    }
    return items;
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(queue, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
