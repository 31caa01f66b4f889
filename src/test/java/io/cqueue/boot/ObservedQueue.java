package io.cqueue.boot;

import io.cqueue.core.Dequeue;
import io.cqueue.core.JobQueue;
import io.cqueue.core.Pending;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Reply;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a queue's place, hands on all that is asked of it, and knows who waits and who listens.
 * The queue behind it can be changed for a new one. Thread-safe.
 */
final class ObservedQueue implements InvocationHandler {

  /** As the server calls itself when it is a consumer. */
  private static final String PUSH = "push";

  private final AtomicInteger waits = new AtomicInteger();
  private final AtomicInteger pushWaits = new AtomicInteger();
  private final AtomicInteger listeners = new AtomicInteger();
  private final Set<Runnable> wakes = ConcurrentHashMap.newKeySet();
  private volatile Consumer<Runnable> onListen = wake -> {};
  private volatile boolean dismissed;
  private volatile JobQueue queue;

  ObservedQueue(JobQueue queue) {
    this.queue = queue;
  }

  /** This, as a queue. */
  JobQueue asQueue() {
    return proxy(JobQueue.class, this);
  }

  /** Puts another queue in the place of the one until now, which is closed. */
  void replace(JobQueue fresh) {
    JobQueue old = queue;
    queue = fresh;
    wakes.clear();
    dismissed = false;
    old.close();
  }

  JobQueue queue() {
    return queue;
  }

  /** How often a client began to wait, ever. */
  int waits() {
    return waits.get();
  }

  /** How often the server itself waits at this moment, for jobs to post. */
  int pushWaits() {
    return pushWaits.get();
  }

  /** How many listen at this moment. */
  int listeners() {
    return listeners.get();
  }

  /** Has something done while someone begins to listen, with what wakes it. */
  void onListen(Consumer<Runnable> action) {
    onListen = action;
  }

  /** Refuses all who listen, as a store does that is away. */
  void dismiss() {
    dismissed = true;
    wakes.forEach(Runnable::run);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null
        && arguments.length == 3
        && arguments[0] instanceof Dequeue asked
        && PUSH.equals(asked.consumer())) {
      return pushed(method, arguments);
    }
    Object answer = call(queue, method, arguments);
    if (answer instanceof JobQueue.Events events) {
      listeners.incrementAndGet();
      Runnable wake = (Runnable) Objects.requireNonNull(arguments)[0];
      wakes.add(wake);
      onListen.accept(wake);
      return proxy(JobQueue.Events.class, (self, asked, with) -> listened(events, asked, with));
    }
    if (arguments != null && arguments.length == 3 && method.getName().matches("dequeue|await")) {
      waits.incrementAndGet();
    }
    return answer;
  }

  private Object pushed(Method method, Object[] arguments) throws Throwable {
    Object reply = Objects.requireNonNull(arguments[2]);
    InvocationHandler told =
        (self, how, with) -> {
          pushWaits.decrementAndGet();
          return call(reply, how, with);
        };
    pushWaits.incrementAndGet();
    Object pending;
    try {
      pending =
          call(queue, method, new Object[] {arguments[0], arguments[1], proxy(Reply.class, told)});
    } catch (RefusedException e) {
      pushWaits.decrementAndGet();
      throw e;
    }
    return proxy(
        Pending.class,
        (self, cancel, none) -> {
          Object done = call(Objects.requireNonNull(pending), cancel, none);
          if (Boolean.TRUE.equals(done)) {
            pushWaits.decrementAndGet();
          }
          return done;
        });
  }

  private @Nullable Object listened(
      JobQueue.Events events, Method method, Object @Nullable [] arguments) throws Throwable {
    if (method.getName().equals("close")) {
      listeners.decrementAndGet();
    } else if (dismissed && method.getName().equals("after")) {
      throw Refusal.of(Refusal.Reason.STORE_UNAVAILABLE, "Dismissed.").asException();
    }
    return call(events, method, arguments);
  }

  private static @Nullable Object call(Object on, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
