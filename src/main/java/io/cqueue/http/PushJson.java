package io.cqueue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cqueue.core.Push;
import io.cqueue.core.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the jobs of a queue are posted, as clients say it. */
final class PushJson {

  private PushJson() {}

  /**
   * Reads it. Since nobody is shown a secret, it need not be said again: {@code Signed} keeps the
   * one that there is.
   */
  static Push read(JsonFields fields) {
    String url = null;
    int concurrency = Push.DEFAULT_CONCURRENCY;
    double rate = 0;
    Duration timeout = Push.DEFAULT_TIMEOUT;
    String secret = null;
    Boolean signed = null;
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "URL" -> url = fields.text();
        case "Concurrency" -> concurrency = fields.smallInteger();
        case "Rate" -> rate = fields.number();
        case "Timeout" -> timeout = fields.seconds();
        case "Secret" -> secret = secret(fields.text());
        case "Signed" -> signed = fields.flag();
        default -> throw fields.unknown();
      }
    }
    if (url == null) {
      throw Refusal.invalid("URL", "must be given").asException();
    }
    return new Push(url, concurrency, rate, timeout, secret(secret, signed));
  }

  /** What stands for the same secret is none that a client may say. */
  private static String secret(String text) {
    Push.key("Secret", text);
    return text;
  }

  private static @Nullable String secret(@Nullable String secret, @Nullable Boolean signed) {
    if (secret != null && Objects.equals(signed, false)) {
      throw Refusal.invalid("Signed", "must not be false with a Secret").asException();
    }
    return secret == null && Objects.equals(signed, true) ? Push.SAME_SECRET : secret;
  }

  /** Writes it without its secret. */
  static void write(JsonGenerator json, Push push) throws IOException {
    fields(json, push);
    json.writeBooleanField("Signed", push.secret() != null);
    json.writeEndObject();
  }

  /** Writes all of it, for another server. */
  static void writeWhole(JsonGenerator json, Push push) throws IOException {
    fields(json, push);
    if (push.secret() != null) {
      json.writeStringField("Secret", push.secret());
    }
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Push push) throws IOException {
    json.writeObjectFieldStart("Push");
    json.writeStringField("URL", push.url());
    json.writeNumberField("Concurrency", push.concurrency());
    json.writeNumberField("Rate", push.rate());
    JobFields.seconds(json, "Timeout", push.timeout());
  }
}
