package io.cqueue.boot;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and SIGTERM as an event. A shutdown hook would not do: the exit code would be that of the
 * signal, and java.util.logging has a hook of its own that silences the log at the same time. So
 * this uses {@code sun.misc.Signal}, by reflection, since the compiler warns of it and no
 * annotation can stop that. It is in the module {@code jdk.unsupported}. Thread-safe.
 */
final class StopSignal {

  private final CountDownLatch received = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal install() {
    StopSignal stop = new StopSignal();
    for (String name : List.of("TERM", "INT")) {
      try {
        stop.on(name);
      } catch (ReflectiveOperationException e) {
        // As with -Xrs: the signal ends the process at once.
        Logger log = LoggerFactory.getLogger(StopSignal.class);
        log.warn("SIG{} will not wait for requests in flight", name, e);
      }
    }
    return stop;
  }

  /** Returns when the first signal has come. The second ends the process, as it would have. */
  void await() throws InterruptedException {
    received.await();
  }

  private void on(String name) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = signalType.getConstructor(String.class).newInstance(name);
    Object before = handlerType.getField("SIG_DFL").get(null);
    var handle = signalType.getMethod("handle", signalType, handlerType);
    Object handler =
        Proxy.newProxyInstance(
            handlerType.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, args) -> {
              handle.invoke(null, signal, before);
              received.countDown();
              return null;
            });
    handle.invoke(null, signal, handler);
  }
}
