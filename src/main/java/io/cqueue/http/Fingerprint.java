package io.cqueue.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells one body from another. */
final class Fingerprint {

  private Fingerprint() {}

  static String of(Body body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.bytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
