package io.cqueue.client;

import org.jspecify.annotations.Nullable;

/**
 * Why the server said no. Immutable.
 *
 * @param status that of HTTP
 * @param type what a program can switch on, {@code urn:cqueue:stale-attempt} for instance
 * @param detail for people
 * @param field which field or parameter is to blame
 */
public record Problem(int status, String type, String detail, @Nullable String field) {

  /** Reads one; whatever else a proxy answers becomes one, too. */
  static Problem of(int status, String body) {
    try {
      Fields fields = Fields.of(new Json(body));
      String title = fields.text("title", "HTTP status " + status);
      long said = fields.number("status");
      return new Problem(
          said == 0 ? status : (int) said,
          fields.text("type", "about:blank"),
          fields.text("detail", title),
          fields.text("field"));
    } catch (IllegalArgumentException e) {
      return new Problem(status, "about:blank", "HTTP status " + status, null);
    }
  }

  /**
   * Whether the job is no longer with the consumer who asks: its lease ran out, someone cancelled
   * it, or it is forgotten.
   */
  public boolean isLost() {
    return switch (type) {
      case "urn:cqueue:stale-attempt",
          "urn:cqueue:not-in-progress",
          "urn:cqueue:other-consumer",
          "urn:cqueue:unknown-job" ->
          true;
      default -> false;
    };
  }
}
