package io.cqueue.sqlite;

import io.cqueue.core.JobEvent;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Pending;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Replies;
import io.cqueue.core.Reply;
import io.cqueue.core.Stats;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue that is closed and opened again every few calls, whenever nobody waits for anything, and
 * that is asked now by a call that waits for the file and now by one that does not: neither must
 * show. What a new process does not know is made up for here: since when the server runs, that it
 * drains, who listens.
 */
final class Reopening {

  private static final int EVERY = 3;

  private final Supplier<JobQueue> open;
  private final InstantSource clock;
  private final long openedAt;
  private final List<Listener> listeners = new ArrayList<>();
  private JobQueue queue;
  private int calls;
  private int waiting;

  private Reopening(Supplier<JobQueue> open, InstantSource clock) {
    this.open = open;
    this.clock = clock;
    this.openedAt = clock.millis();
    this.queue = open.get();
  }

  static JobQueue of(Supplier<JobQueue> open, InstantSource clock) {
    Reopening reopening = new Reopening(open, clock);
    return (JobQueue)
        Proxy.newProxyInstance(
            JobQueue.class.getClassLoader(),
            new Class<?>[] {JobQueue.class},
            (proxy, method, arguments) ->
                reopening.call(method, arguments == null ? new Object[0] : arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return answer(method, arguments);
    } finally {
      boolean ends = method.getName().equals("close");
      if (++calls % EVERY == 0
          && !ends
          && waiting == 0
          && listeners.stream().allMatch(Listener::knowsAll)) {
        reopen();
      }
    }
  }

  private Object answer(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("listen")) {
      return new Listener((Runnable) arguments[0]);
    }
    Method late = calls % 2 == 0 ? formThatDoesNotWait(method) : null;
    if (late != null) {
      return answerLate(late, arguments);
    }
    boolean waits = arguments.length == 3 && arguments[2] instanceof Reply;
    if (waits) {
      waiting++;
      arguments[2] = heard((Reply<?>) arguments[2]);
    }
    try {
      Object answer = method.invoke(queue, arguments);
      return answer instanceof Stats stats
          ? sinceTheFirstStart(stats)
          : answer instanceof Pending pending ? counted(pending) : answer;
    } catch (InvocationTargetException e) {
      waiting -= waits ? 1 : 0;
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private static @Nullable Method formThatDoesNotWait(Method method) {
    Class<?>[] types = Arrays.copyOf(method.getParameterTypes(), method.getParameterCount() + 1);
    types[types.length - 1] = Reply.class;
    try {
      return JobQueue.class.getMethod(method.getName(), types);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private Object answerLate(Method method, Object[] arguments) throws Throwable {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    Object[] with = Arrays.copyOf(arguments, arguments.length + 1);
    with[arguments.length] = Replies.into(answer);
    try {
      method.invoke(queue, with);
      return answer.get();
    } catch (InvocationTargetException | ExecutionException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private void reopen() {
    boolean draining = queue.stats().draining();
    queue.close();
    queue = open.get();
    queue.drain(draining);
    listeners.forEach(Listener::listen);
  }

  private Stats sinceTheFirstStart(Stats stats) {
    Duration uptime = Duration.ofMillis(clock.millis() - openedAt);
    return new Stats(stats.counts(), stats.waitingConsumers(), stats.draining(), uptime);
  }

  private <T> Reply<T> heard(Reply<T> then) {
    return new Reply<>() {
      @Override
      public void accept(T answer) {
        waiting--;
        then.accept(answer);
      }

      @Override
      public void refuse(RefusedException why) {
        waiting--;
        then.refuse(why);
      }
    };
  }

  private Pending counted(Pending pending) {
    return () -> {
      boolean cancelled = pending.cancel();
      waiting -= cancelled ? 1 : 0;
      return cancelled;
    };
  }

  private final class Listener implements JobQueue.Events {

    private final Runnable wake;
    private JobQueue.Events events;
    private long known;

    private Listener(Runnable wake) {
      this.wake = wake;
      this.events = queue.listen(wake);
      this.known = events.latest();
      listeners.add(this);
    }

    private void listen() {
      events = queue.listen(wake);
      known = events.latest();
    }

    /** Only the process remembers events: none may be lost that it has not seen. */
    private boolean knowsAll() {
      return known == events.latest();
    }

    @Override
    public long latest() {
      known = events.latest();
      return known;
    }

    @Override
    public List<JobEvent> after(long after, int max) {
      List<JobEvent> found = events.after(after, max);
      known = found.isEmpty() ? known : found.get(found.size() - 1).sequence();
      return found;
    }

    @Override
    public void close() {
      events.close();
      listeners.remove(this);
    }
  }
}
