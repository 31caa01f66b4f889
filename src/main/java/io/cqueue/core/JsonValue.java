package io.cqueue.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as it came, byte for byte: no number is rounded and no key reordered. Whoever makes
 * one has checked that it is JSON. Immutable as long as nobody writes to the array, which is not
 * copied since it may be large.
 */
public final class JsonValue {

  private final byte[] utf8;

  /** Wraps the bytes. */
  public JsonValue(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Wraps a string's bytes. */
  public static JsonValue of(String json) {
    return new JsonValue(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, only to be read. */
  public byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonValue that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
