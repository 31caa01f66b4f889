package io.cqueue.tracing;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Job;
import io.cqueue.core.JobQueue;
import io.cqueue.core.NewBatch;
import io.cqueue.core.NewJob;
import io.cqueue.core.Outcome;
import io.cqueue.core.Reply;
import io.cqueue.core.Settlement;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
          isShort(method)
              ? InvocationHandler.invokeDefault(proxy, method, arguments)
              : spanned(method, arguments);
      case "dequeue", "enqueueBatch" -> spanned(method, arguments);
      default -> call(method, arguments);
    };
  }

  private static boolean isShort(Method method) {
    return method.isDefault() && method.getParameterCount() == 1;
  }

  private @Nullable Object spanned(Method method, Object @Nullable [] arguments) throws Throwable {
    Object[] asked = Objects.requireNonNull(arguments).clone();
    Spans.Begun begun = spans.begin();
    int last = asked.length - 1;
    if (asked[last] instanceof Reply<?> then) {
      asked[last] = seen(then, answer -> end(begun, method, asked[0], answer));
      return call(method, asked);
    }
    Object answer = call(method, asked);
    end(begun, method, asked[0], answer);
    return answer;
  }

  private static <T> Reply<T> seen(Reply<T> then, Consumer<T> look) {
    return then.after(
        answer -> {
          look.accept(answer);
          return answer;
        });
  }

  private static void end(Spans.Begun begun, Method method, Object asked, @Nullable Object answer) {
    if (asked instanceof Dequeue) {
      begun.dequeued(all(answer, Job.class));
    } else if (asked instanceof NewBatch batch) {
      begun.enqueued(batch.jobs());
    } else if (method.getName().equals("enqueue")) {
      begun.enqueued(all(asked, NewJob.class));
    } else {
      begun.settled(all(asked, Settlement.class), all(answer, Outcome.class));
    }
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
