package io.cqueue.fuzz;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * What went wrong inside of a server and no client hears of: errors in its log, threads that broke
 * off. Thread-safe.
 */
final class Troubles extends Handler {

  private static final Logger ROOT = Logger.getLogger("");

  private static final Set<String> BAD_HOST =
      Set.of("org.eclipse.jetty.util.HostPort", "org.eclipse.jetty.http.HttpParser");

  private final List<Throwable> found = new CopyOnWriteArrayList<>();

  /** Listens to all of this process. */
  static Troubles listen() {
    Troubles troubles = new Troubles();
    troubles.setLevel(Level.WARNING);
    ROOT.addHandler(troubles);
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> troubles.found.add(e));
    return troubles;
  }

  @Override
  public void publish(LogRecord entry) {
    if (isLoggable(entry) && !isHangUp(entry) && !isOfBadHost(entry)) {
      String text = entry.getLoggerName() + ": " + entry.getMessage();
      found.add(new IllegalStateException(text, entry.getThrown()));
    }
  }

  /** Jetty may notice that a client is gone before our code does, and says so in passing. */
  private static boolean isHangUp(LogRecord entry) {
    return entry.getThrown() == null
        && entry.getMessage().matches("handleException \\S+ java.*ClosedChannelException");
  }

  /** What the server that runs on its own leaves out: see {@code Logging}. */
  private static boolean isOfBadHost(LogRecord entry) {
    return BAD_HOST.contains(String.valueOf(entry.getLoggerName()));
  }

  /** Whatever was found since the last time is an error. */
  void check() {
    if (!found.isEmpty()) {
      Throwable first = found.get(0);
      String all = found.stream().map(Throwable::toString).collect(Collectors.joining("\n"));
      found.clear();
      throw new AssertionError("the server had trouble: " + all, first);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
  }
}
