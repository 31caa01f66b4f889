package io.cqueue.client;

import org.jspecify.annotations.Nullable;

/** What a {@link Worker} does with a job. Called by many threads at a time. */
@FunctionalInterface
public interface Handler {

  /**
   * Does a job. The thread is interrupted if the job is lost, or must be given back.
   *
   * @return the result, see {@link Json#of} for what it can be; null if there is nothing to say
   * @throws Exception if it went wrong: the job is tried again, later. A {@link FailedException}
   *     can say more
   */
  @Nullable Object handle(Task task) throws Exception;
}
