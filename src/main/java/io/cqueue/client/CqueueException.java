package io.cqueue.client;

/** The server said no. */
public final class CqueueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** For this reason. */
  public CqueueException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** Why. */
  public Problem problem() {
    return problem;
  }
}
