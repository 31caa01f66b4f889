package io.cqueue.remote;

/** How these commands end, besides 0. */
final class ExitCodes {

  /** There is no such job, or none to be had. */
  static final int NOTHING = 3;

  /** The server said no. */
  static final int REFUSED = 4;

  private ExitCodes() {}
}
