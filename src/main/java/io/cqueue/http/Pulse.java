package io.cqueue.http;

import java.time.Duration;

/** Whatever lets time pass for the queue, so that what is due is done. Thread-safe. */
public interface Pulse {

  /** Whether it goes on. If not, only a new start of the server helps. */
  boolean isAlive();

  /** Since all that was due by then had been done. */
  Duration sinceLast();
}
