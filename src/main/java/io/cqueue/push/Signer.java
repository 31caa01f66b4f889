package io.cqueue.push;

import io.cqueue.core.Push;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what is posted, as Standard Webhooks has it: HMAC with SHA-256. Immutable.
 *
 * @param key which is shown to nobody
 */
record Signer(SecretKeySpec key) {

  private static final String ALGORITHM = "HmacSHA256";

  /** Signs with a secret; null without one. */
  static @Nullable Signer with(@Nullable String secret) {
    return secret == null
        ? null
        : new Signer(new SecretKeySpec(Push.key("Secret", secret), ALGORITHM));
  }

  /** The signature of a body that is sent at this time, in seconds since 1970. */
  String sign(String id, long time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return ALGORITHM;
  }
}
