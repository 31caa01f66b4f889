package io.cqueue.core;

/**
 * Makes an enqueue safe to repeat. Immutable; checks itself.
 *
 * @param key the producer's own, 1 to {@value Limits#MAX_KEY_LENGTH} printable characters
 * @param fingerprint of what was asked, so that another request under the same key is noticed
 */
public record IdempotencyKey(String key, String fingerprint) {

  /**
   * Checks the key.
   *
   * @throws RefusedException {@link Refusal.Reason#INVALID}
   */
  public IdempotencyKey {
    Names.requirePrintable("Idempotency-Key", key, Limits.MAX_KEY_LENGTH);
  }
}
