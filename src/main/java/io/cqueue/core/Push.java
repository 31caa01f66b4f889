package io.cqueue.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where the jobs of a queue are posted, for want of a consumer that asks for them. Immutable;
 * checks itself. It shows its secret to nobody who only prints it.
 *
 * @param url where to: {@code http} or {@code https}
 * @param concurrency how many jobs are in progress at once, 1 to {@value #MAX_CONCURRENCY}
 * @param rate how many jobs a second are posted at most, zero for no limit
 * @param timeout how long an answer may take
 * @param secret what they are signed with, {@value #SECRET_PREFIX} and Base64; null to leave them
 *     unsigned; {@link #SAME_SECRET} for the one that the queue has
 */
public record Push(
    String url, int concurrency, double rate, Duration timeout, @Nullable String secret) {

  /** The queue whose jobs of the type {@link #WEBHOOK} are posted to where their payloads say. */
  public static final String WEBHOOKS = "webhooks";

  /** The type of a job that says itself where it is to be posted. */
  public static final String WEBHOOK = "webhook";

  /** How many jobs are in progress at once if nothing is said. */
  public static final int DEFAULT_CONCURRENCY = 10;

  /** The most jobs in progress at once. */
  public static final int MAX_CONCURRENCY = 1000;

  /** How long an answer may take if nothing is said. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /** The least time for an answer. */
  public static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);

  /** The most time for an answer. */
  public static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  /** The longest URL, in characters. */
  public static final int MAX_URL = 2048;

  /** How every secret begins (Standard Webhooks). */
  public static final String SECRET_PREFIX = "whsec_";

  /** Stands for the secret that a queue has, where its settings are changed and that is not. */
  public static final String SAME_SECRET = "";

  private static final int MIN_SECRET_BYTES = 24;
  private static final int MAX_SECRET_BYTES = 64;
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the fields.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming the field
   */
  public Push {
    requireUrl("URL", url);
    Limits.requireRange("Concurrency", concurrency, 1, MAX_CONCURRENCY);
    if (!(rate >= 0 && rate <= QueueSettings.MAX_RATE)) {
      throw Refusal.invalid("Rate", "must be from 0 to 1000000 jobs a second").asException();
    }
    if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw Refusal.invalid(
              "Timeout",
              "must be from "
                  + MIN_TIMEOUT.toSeconds()
                  + " to "
                  + MAX_TIMEOUT.toSeconds()
                  + " seconds")
          .asException();
    }
    if (secret != null && !secret.equals(SAME_SECRET)) {
      key("Secret", secret);
    }
  }

  /**
   * Requires a URL to which something can be posted.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming {@code field}
   */
  public static URI requireUrl(String field, String text) {
    if (text.length() > MAX_URL) {
      throw Refusal.invalid(field, "must have at most " + MAX_URL + " characters").asException();
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw Refusal.invalid(field, "must be a URL").asException();
    }
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw Refusal.invalid(field, "must be a URL of http or https, in ASCII").asException();
    }
    if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getPort() > MAX_PORT) {
      throw Refusal.invalid(field, "must name a host, and a port of at most 65535").asException();
    }
    if (uri.getRawUserInfo() != null) {
      throw Refusal.invalid(field, "must name no user and no password").asException();
    }
    return uri;
  }

  /**
   * The bytes that a secret stands for.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}, naming {@code field}
   */
  public static byte[] key(String field, String secret) {
    byte[] key = {};
    if (secret.startsWith(SECRET_PREFIX)) {
      try {
        key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
      } catch (IllegalArgumentException e) {
        key = new byte[0]; // which is too short
      }
    }
    if (key.length < MIN_SECRET_BYTES || key.length > MAX_SECRET_BYTES) {
      throw Refusal.invalid(
              field,
              "must be "
                  + SECRET_PREFIX
                  + " and "
                  + MIN_SECRET_BYTES
                  + " to "
                  + MAX_SECRET_BYTES
                  + " bytes in Base64")
          .asException();
    }
    return key;
  }

  /**
   * This in the place of what the queue has until now.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID} if it is to go on with a secret, and
   *     there is none
   */
  Push inPlaceOf(@Nullable Push before) {
    if (!SAME_SECRET.equals(secret)) {
      return this;
    }
    if (before == null || before.secret == null) {
      throw Refusal.invalid("Push.Secret", "must be given: this queue has none yet").asException();
    }
    return new Push(url, concurrency, rate, timeout, before.secret);
  }

  /** All but the secret. */
  @Override
  public String toString() {
    return "Push[url="
        + url
        + ", concurrency="
        + concurrency
        + ", rate="
        + rate
        + ", timeout="
        + timeout
        + ", signed="
        + (secret != null)
        + "]";
  }
}
