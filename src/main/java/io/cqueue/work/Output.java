package io.cqueue.work;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a command prints, up to a limit: either how it begins or how it ends. The rest is read and
 * forgotten, so that the command never waits for us. Its lock guards the bytes. Thread-safe.
 */
final class Output {

  private final byte[] kept;
  private final boolean keepsEnd;
  private long total;

  private Output(int limit, boolean keepsEnd) {
    this.kept = new byte[limit];
    this.keepsEnd = keepsEnd;
  }

  /** Keeps the beginning. */
  static Output head(int limit) {
    return new Output(limit, false);
  }

  /** Keeps the end. */
  static Output tail(int limit) {
    return new Output(limit, true);
  }

  /** Reads to the end. */
  void read(InputStream from) {
    byte[] some = new byte[8192];
    try (from) {
      for (int length = from.read(some); length >= 0; length = from.read(some)) {
        add(some, length);
      }
    } catch (IOException e) {
      // It was closed, since nobody waits for it any more.
    }
  }

  private synchronized void add(byte[] some, int length) {
    for (int i = 0; i < length; i++) {
      if (total < kept.length) {
        kept[(int) total] = some[i];
      } else if (keepsEnd) {
        kept[(int) (total % kept.length)] = some[i];
      }
      total++;
    }
  }

  /** Whether there was more than is kept. */
  synchronized boolean isCut() {
    return total > kept.length;
  }

  /** As text, without white space at its end. */
  synchronized String text() {
    if (!isCut()) {
      return text(Arrays.copyOf(kept, (int) total));
    }
    if (!keepsEnd) {
      return text(kept);
    }
    int from = (int) (total % kept.length);
    byte[] inOrder = new byte[kept.length];
    System.arraycopy(kept, from, inOrder, 0, kept.length - from);
    System.arraycopy(kept, 0, inOrder, kept.length - from, from);
    return text(inOrder);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
  }
}
