package io.cqueue.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a column in which one row after the other has the same: to compare it with the one
 * before takes a fraction of what it takes to make it anew. Not thread-safe.
 */
final class SameText {

  private byte @Nullable [] utf8;
  private String text = "";

  /** The text of these bytes. */
  String of(byte @Nullable [] now) {
    if (now == null) {
      throw new IllegalArgumentException("there is no text");
    }
    if (!Arrays.equals(now, utf8)) {
      utf8 = now;
      text = new String(now, StandardCharsets.UTF_8);
    }
    return text;
  }
}
