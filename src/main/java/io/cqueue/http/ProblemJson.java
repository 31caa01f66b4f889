package io.cqueue.http;

/** Problems for those who refuse a request before it gets here: the server around this package. */
public final class ProblemJson {

  /** The {@code Content-Type}. */
  public static final String TYPE = "application/problem+json";

  private ProblemJson() {}

  /** The body of an answer with this HTTP status, and nothing more to say than that. */
  public static byte[] ofStatus(int status) {
    return Json.bytes(Problem.ofStatus(status));
  }
}
