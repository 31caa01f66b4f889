package io.cqueue.sqlite;

import io.cqueue.core.JobQueue;
import io.cqueue.core.Reply;
import io.cqueue.memory.ChangeLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;

/**
 * A queue whose calls return after the reply, if there is one at that time, so that tests see it.
 */
final class Prompt {

  private final JobQueue queue;
  private final ChangeLog log;

  private Prompt(JobQueue queue, ChangeLog log) {
    this.queue = queue;
    this.log = log;
  }

  /** This queue, which keeps its changes in this log. */
  static JobQueue of(JobQueue queue, ChangeLog log) {
    Prompt prompt = new Prompt(queue, log);
    return (JobQueue)
        Proxy.newProxyInstance(
            JobQueue.class.getClassLoader(),
            new Class<?>[] {JobQueue.class},
            (proxy, method, arguments) ->
                prompt.call(method, arguments == null ? new Object[0] : arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      Object answer = method.invoke(queue, arguments);
      if (arguments.length > 0 && arguments[arguments.length - 1] instanceof Reply) {
        // Whoever waits for a commit goes on after those who do not.
        log.append(List.of()).await();
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }
}
