package io.cqueue.remote;

/** Someone asks this process to end, by Ctrl-C or SIGTERM. */
@FunctionalInterface
public interface StopRequest {

  /** Returns when that has happened. */
  void await() throws InterruptedException;
}
