package io.cqueue.core;

import java.util.List;

/**
 * A job with its attempts. Immutable.
 *
 * @param job the job
 * @param attempts the last of them, at most {@value #MAX_ATTEMPTS}, the latest last
 */
public record JobHistory(Job job, List<Attempt> attempts) {

  /** How many attempts are remembered. */
  public static final int MAX_ATTEMPTS = 10;
}
