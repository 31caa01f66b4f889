package io.cqueue.core;

/** Whether a queue does what it is asked. */
public enum Readiness {
  /** It does. */
  READY,
  /** It will soon: its store is being read. */
  STARTING,
  /** It refuses everything until its store can be used again. */
  UNAVAILABLE,
  /** It does, but takes on no new jobs, because someone said so. */
  DRAINING
}
