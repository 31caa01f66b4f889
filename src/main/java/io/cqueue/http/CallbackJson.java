package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Callback;
import io.cqueue.core.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads and writes callbacks. */
final class CallbackJson {

  /** A callback is two objects in each other; and there is what the first one is in. */
  private static final int MAX_NESTING = 2 * Callback.MAX_DEPTH + 8;

  private CallbackJson() {}

  static Callback read(JsonFields fields) {
    if (fields.nesting() > MAX_NESTING) {
      // Each takes some of the stack, so nobody reads them all to find that they are too many.
      String must = "must not have callbacks that are more than " + Callback.MAX_DEPTH + " deep";
      throw Refusal.invalid("Job", must).asException();
    }
    Callback callback = null;
    for (String name = fields.next(); name != null; name = fields.next()) {
      Callback said =
          switch (name) {
            case "Job" -> new Callback.Enqueue(fields.object(NewJobJson::read));
            case "URL" -> new Callback.Webhook(fields.text());
            default -> throw fields.unknown();
          };
      if (callback != null) {
        throw Refusal.invalid(name, "cannot be there together with the other").asException();
      }
      callback = said;
    }
    if (callback == null) {
      throw Refusal.invalid("Job", "or URL must be given").asException();
    }
    return callback;
  }

  static void write(JsonGenerator json, String name, @Nullable Callback callback)
      throws IOException {
    if (callback == null) {
      return;
    }
    json.writeObjectFieldStart(name);
    if (callback instanceof Callback.Enqueue enqueue) {
      json.writeFieldName("Job");
      new NewJobAnswer(enqueue.job()).writeTo(json);
    } else {
      json.writeStringField("URL", ((Callback.Webhook) callback).url());
    }
    json.writeEndObject();
  }
}
