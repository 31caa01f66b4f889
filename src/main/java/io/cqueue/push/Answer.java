package io.cqueue.push;

import io.cqueue.core.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a receiver answered. Immutable. */
final class Answer {

  private static final int DIGITS = 10;

  private final int status;
  private final @Nullable String type;
  private final @Nullable String retryAfter;
  private final byte @Nullable [] body;

  /**
   * An answer.
   *
   * @param type its media type
   * @param retryAfter the header of that name
   * @param body null if it was larger than what is read
   */
  Answer(int status, @Nullable String type, @Nullable String retryAfter, byte @Nullable [] body) {
    this.status = status;
    this.type = type;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  int status() {
    return status;
  }

  /** The JSON that it has; null if that is not what it has. */
  @Nullable JsonValue json() {
    return body == null || type == null || !isJson(type) ? null : Json.value(body);
  }

  private static boolean isJson(String type) {
    String media = type.split(";", 2)[0].strip();
    return media.equalsIgnoreCase("application/json")
        || media.regionMatches(true, media.length() - 5, "+json", 0, 5);
  }

  /** How long it says to wait; null if it does not say so. */
  @Nullable Duration retryAfter(Instant now) {
    String said = retryAfter == null ? "" : retryAfter.strip();
    if (!said.isEmpty()
        && said.length() <= DIGITS
        && said.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(said));
    }
    try {
      return said.isEmpty()
          ? null
          : Duration.between(
              now, ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
