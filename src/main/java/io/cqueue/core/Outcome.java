package io.cqueue.core;

/** What became of one item of many. Immutable. */
public sealed interface Outcome {

  /**
   * It was done.
   *
   * @param job the job as it stands now
   */
  record Done(Job job) implements Outcome {}

  /**
   * It was not.
   *
   * @param id which job
   * @param refusal why
   */
  record Refused(long id, Refusal refusal) implements Outcome {}

  /**
   * The job, if it was done.
   *
   * @throws RefusedException if it was not
   */
  default Job orThrow() {
    if (this instanceof Refused refused) {
      throw refused.refusal().asException();
    }
    return ((Done) this).job();
  }
}
