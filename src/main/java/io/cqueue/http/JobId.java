package io.cqueue.http;

import io.cqueue.core.Refusal;

/** Reads a job's ID in a path, where only digits get this far. */
final class JobId {

  private JobId() {}

  /**
   * The number.
   *
   * @throws io.cqueue.core.RefusedException {@link Refusal.Reason#UNKNOWN_JOB} if it is longer than
   *     any ID ever is
   */
  static long parse(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw Refusal.unknownJob(id).asException();
    }
  }
}
