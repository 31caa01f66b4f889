package io.cqueue.http;

import io.cqueue.core.Digests;

/** What tells one body from another. */
final class Fingerprint {

  private Fingerprint() {}

  static String of(Body body) {
    return Digests.sha256(body.bytes());
  }
}
