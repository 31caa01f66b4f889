package io.cqueue.push;

import io.cqueue.core.Dequeue;
import io.cqueue.core.Push;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How the jobs of a queue are posted. Immutable.
 *
 * @param url where to; null if each job says that itself
 * @param concurrency how many at once
 * @param timeout how long an answer may take
 * @param signer signs them; null to leave them unsigned
 */
record Terms(@Nullable String url, int concurrency, Duration timeout, @Nullable Signer signer) {

  /** As consumers call themselves. */
  private static final String CONSUMER = "push";

  /** After the answer, or its lack, the store may take as long to hear of it. */
  static final Duration MARGIN = Duration.ofSeconds(30);

  static Terms of(Push push) {
    return new Terms(push.url(), push.concurrency(), push.timeout(), Signer.with(push.secret()));
  }

  /** Those of jobs that say themselves where they are to be posted. */
  static Terms ofWebhooks(@Nullable Signer signer) {
    return new Terms(null, Push.DEFAULT_CONCURRENCY, Push.DEFAULT_TIMEOUT, signer);
  }

  /**
   * Whether these say the same. Not {@code equals}, which a record gets from the JDK: in Java 17
   * that holds the class that used it last, and so a web application that has gone (JDK-8078641).
   */
  boolean isSame(Terms other) {
    return Objects.equals(url, other.url)
        && concurrency == other.concurrency
        && timeout.equals(other.timeout)
        && Objects.equals(key(), other.key());
  }

  private @Nullable SecretKeySpec key() {
    return signer == null ? null : signer.key();
  }

  /** Asks for jobs, for longer than it can take to post them. */
  Dequeue request(String queue, int max) {
    Set<String> types = url == null ? Set.of(Push.WEBHOOK) : Set.of();
    return new Dequeue(List.of(queue), types, max, timeout.plus(MARGIN), CONSUMER, null);
  }
}
