package io.cqueue.http;

import io.cqueue.core.NewJob;

/** Reads the job that a producer sends. */
final class NewJobBody {

  private NewJobBody() {}

  static NewJob parse(Body body) {
    String type = NewJob.DEFAULT_TYPE;
    JsonFields fields = JsonFields.of(body);
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "Type" -> type = fields.text();
        default -> throw fields.unknown();
      }
    }
    return NewJob.ofType(type);
  }
}
