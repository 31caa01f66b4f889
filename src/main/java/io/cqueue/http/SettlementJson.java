package io.cqueue.http;

import io.cqueue.core.JobError;
import io.cqueue.core.JsonValue;
import io.cqueue.core.Refusal;
import io.cqueue.core.Settlement;
import io.cqueue.core.Settlement.Claim;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a consumer says of a job: its ID is in the path, or in the body where there are many.
 */
final class SettlementJson {

  /** Reads one kind. */
  interface Reader {
    Settlement read(JsonFields fields, @Nullable Long id, @Nullable String consumer);
  }

  private @Nullable Long id;
  private @Nullable Integer attempt;
  private final @Nullable String consumer;
  private final boolean hasId;

  private SettlementJson(@Nullable Long id, @Nullable String consumer) {
    this.id = id;
    this.hasId = id != null;
    this.consumer = consumer;
  }

  static Settlement conclude(JsonFields fields, @Nullable Long id, @Nullable String consumer) {
    SettlementJson common = new SettlementJson(id, consumer);
    JsonValue result = null;
    for (String name = fields.next(); name != null; name = fields.next()) {
      if (name.equals("Result")) {
        result = fields.raw();
      } else {
        common.read(name, fields);
      }
    }
    return new Settlement.Conclude(common.id(), common.claim(), result);
  }

  static Settlement fail(JsonFields fields, @Nullable Long id, @Nullable String consumer) {
    SettlementJson common = new SettlementJson(id, consumer);
    JobError error = null;
    Duration retryIn = null;
    boolean retry = true;
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "Error" -> error = error(fields);
        case "RetryIn" -> retryIn = fields.seconds();
        case "Retry" -> retry = fields.flag();
        default -> common.read(name, fields);
      }
    }
    return new Settlement.Fail(common.id(), common.claim(), error, retryIn, retry);
  }

  static Settlement extend(JsonFields fields, @Nullable Long id, @Nullable String consumer) {
    SettlementJson common = new SettlementJson(id, consumer);
    Duration lease = null;
    JsonValue progress = null;
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "Lease" -> lease = fields.seconds();
        case "Progress" -> progress = fields.raw();
        default -> common.read(name, fields);
      }
    }
    return new Settlement.Extend(common.id(), common.claim(), lease, progress);
  }

  static Settlement release(JsonFields fields, @Nullable Long id, @Nullable String consumer) {
    SettlementJson common = new SettlementJson(id, consumer);
    Duration delay = Duration.ZERO;
    for (String name = fields.next(); name != null; name = fields.next()) {
      if (name.equals("Delay")) {
        delay = fields.seconds();
      } else {
        common.read(name, fields);
      }
    }
    return new Settlement.Release(common.id(), common.claim(), delay);
  }

  private void read(String name, JsonFields fields) {
    if (name.equals("ID") && !hasId) {
      id = fields.integer();
    } else if (name.equals("Attempt")) {
      attempt = fields.smallInteger();
    } else {
      throw fields.unknown();
    }
  }

  private long id() {
    if (id == null) {
      throw Refusal.invalid("ID", "must be given").asException();
    }
    return id;
  }

  private Claim claim() {
    return attempt == null && consumer == null ? Claim.NONE : new Claim(attempt, consumer);
  }

  /** An error is an object, or a text that is its message. */
  static JobError error(JsonFields fields) {
    return fields.textOrObject(
        text -> new JobError(text, null, null),
        error -> {
          String message = null;
          String type = null;
          String stack = null;
          for (String name = error.next(); name != null; name = error.next()) {
            switch (name) {
              case "Message" -> message = error.text();
              case "Type" -> type = error.text();
              case "Stack" -> stack = error.text();
              default -> throw error.unknown();
            }
          }
          return new JobError(message, type, stack);
        });
  }
}
