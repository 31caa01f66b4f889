package io.cqueue.client;

/**
 * What a {@link Worker} tells of its work. Called by many threads at a time, which wait until it
 * returns.
 */
public interface WorkerEvents {

  /** Nobody listens. */
  WorkerEvents NONE = new WorkerEvents() {};

  /** A job begins. */
  default void begun(Job job) {}

  /** A job was done, and the server knows it. */
  default void concluded(Job job) {}

  /** A job went wrong, and the server knows it. */
  default void failed(Job job, Failure failure) {}

  /** A job was taken away: its lease ran out, or someone cancelled it. */
  default void lost(Job job) {}

  /** A job was given back. */
  default void released(Job job) {}

  /** The server does not answer, or says what was not expected. The worker goes on trying. */
  default void trouble(Exception e) {}
}
