package io.cqueue.http;

/** The body of a request that has nothing to say: none, or an object without fields. */
final class NoBody {

  private NoBody() {}

  /** Refuses what would otherwise be lost in silence. */
  static void require(Body body) {
    if (body.isEmpty()) {
      return;
    }
    JsonFields fields = JsonFields.of(body);
    if (fields.next() != null) {
      throw fields.unknown();
    }
  }
}
