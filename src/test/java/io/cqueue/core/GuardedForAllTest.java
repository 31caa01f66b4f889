package io.cqueue.core;

import io.cqueue.cron.CronCalendar;
import io.cqueue.memory.MemoryJobQueue;
import io.cqueue.memory.MemoryLimits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A caller that may do everything, but one queue at a time, notices nothing of the guard: every
 * rule of the contract holds, with what has to do with all queues at once left out.
 */
final class GuardedForAllTest extends JobQueueContract {

  /** Each queue that there can be is matched by one of these, and none of them says "all". */
  private static final List<String> EACH =
      Stream.of("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789")
          .flatMap(letters -> letters.chars().mapToObj(c -> (char) c + "*"))
          .toList();

  private static final Set<String> FOR_ALL =
      Set.of("drain", "dismiss", "pushes", "stats", "export", "restore");

  @Override
  protected JobQueue open(InstantSource clock, int maxFinished, JobCounters counters) {
    JobQueue queue =
        new MemoryJobQueue(
            clock, new CronCalendar(), new MemoryLimits(1L << 30, maxFinished), counters, null);
    Caller all = new Caller("all", EnumSet.allOf(Role.class), EACH);
    return without(FOR_ALL, queue, new GuardedJobQueue(queue, all));
  }

  /** The guarded queue, but for these methods. */
  private static JobQueue without(Set<String> methods, JobQueue queue, JobQueue guarded) {
    return (JobQueue)
        Proxy.newProxyInstance(
            JobQueue.class.getClassLoader(),
            new Class<?>[] {JobQueue.class},
            (proxy, method, args) -> {
              try {
                return method.invoke(methods.contains(method.getName()) ? queue : guarded, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
