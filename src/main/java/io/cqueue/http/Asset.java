package io.cqueue.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that a page is made of.
 *
 * @param type its {@code Content-Type}
 * @param tag its {@code ETag}: the same for the same bytes
 * @param bytes what is in it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Asset(String type, String tag, byte[] bytes) {

  private static final int TAG_BYTES = 12;

  /** By the end of a name. What is not here is not served. */
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html",
          "css", "text/css",
          "js", "text/javascript",
          "mjs", "text/javascript",
          "json", "application/json",
          "yaml", "application/yaml",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2",
          "txt", "text/plain");

  /** The type of a file with this name; null if such files are not for browsers. */
  static @Nullable String type(String name) {
    String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.get(end);
    return type != null && type.startsWith("text/") ? type + ";charset=utf-8" : type;
  }

  static Asset of(String type, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      String tag = HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES));
      return new Asset(type, '"' + tag + '"', bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether a client with this {@code If-None-Match} has this file already. */
  boolean isKnownTo(@Nullable String ifNoneMatch) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(each -> each.equals("*") || each.equals(tag));
  }
}
