package io.cqueue.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came back on a connection so far, read as strictly as HTTP allows: an answer that does not
 * keep to it is an error here, and not something to be mended. Used by one thread.
 */
final class Reading {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-5]\\d\\d) [ -~]*");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?([^\\x00-\\x08\\x0a-\\x1f\\x7f]*)");
  private static final byte[] END = {'\r', '\n', '\r', '\n'};

  private byte[] bytes = new byte[0];
  private int at;

  /** More has come. */
  void add(byte[] more) {
    byte[] all = new byte[bytes.length - at + more.length];
    System.arraycopy(bytes, at, all, 0, bytes.length - at);
    System.arraycopy(more, 0, all, bytes.length - at, more.length);
    bytes = all;
    at = 0;
  }

  boolean isEmpty() {
    return at == bytes.length;
  }

  /** What is there and was not read yet. */
  String rest() {
    return new String(bytes, at, bytes.length - at, StandardCharsets.ISO_8859_1);
  }

  /**
   * The next answer, if all of it is there; of an event stream only the head.
   *
   * @param toHead whether it answers a HEAD, and so has no body whatever it says
   * @param ended whether nothing more will come
   */
  @Nullable Heard next(boolean toHead, boolean ended) {
    int end = find(END, at);
    if (end < 0) {
      return null;
    }
    String[] lines = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    Matcher status = STATUS.matcher(lines[0]);
    require(status.matches(), "no status line: " + lines[0]);
    int code = Integer.parseInt(status.group(1));
    Map<String, String> headers = headers(List.of(lines).subList(1, lines.length));
    int bodyAt = end + END.length;
    if (code < 200) {
      at = bodyAt;
      return next(toHead, ended);
    }
    if (toHead || code == 204 || code == 304) {
      return take(code, headers, new byte[0], bodyAt);
    }
    if (headers.getOrDefault("content-type", "").startsWith("text/event-stream") && code == 200) {
      return take(code, headers, new byte[0], bodyAt);
    }
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      return chunked(code, headers, bodyAt);
    }
    if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.getOrDefault("content-length", ""));
      return bytes.length - bodyAt < length
          ? null
          : take(code, headers, slice(bodyAt, bodyAt + length), bodyAt + length);
    }
    return ended ? take(code, headers, slice(bodyAt, bytes.length), bytes.length) : null;
  }

  private static Map<String, String> headers(List<String> lines) {
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines) {
      Matcher field = FIELD.matcher(line);
      require(field.matches(), "no header: " + line);
      String before = headers.put(field.group(1).toLowerCase(Locale.ROOT), field.group(2));
      require(before == null || field.group(1).equalsIgnoreCase("Vary"), "twice: " + line);
    }
    require(
        !(headers.containsKey("content-length") && headers.containsKey("transfer-encoding")),
        "two lengths");
    return headers;
  }

  private @Nullable Heard chunked(int code, Map<String, String> headers, int bodyAt) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int next = chunks(bodyAt, body);
    return next < 0 ? null : take(code, headers, body.toByteArray(), next);
  }

  /** Reads chunks; answers where the next answer begins, or -1 if the last one is not there yet. */
  private int chunks(int from, ByteArrayOutputStream body) {
    int next = from;
    while (true) {
      int line = find(new byte[] {'\r', '\n'}, next);
      if (line < 0) {
        return -1;
      }
      String size = new String(bytes, next, line - next, StandardCharsets.ISO_8859_1);
      require(size.matches("[0-9A-Fa-f]{1,8}"), "no size of a chunk: " + size);
      int count = Integer.parseInt(size, 16);
      int end = line + 2 + count;
      if (bytes.length < end + 2) {
        return -1;
      }
      body.write(bytes, line + 2, count);
      require(bytes[end] == '\r' && bytes[end + 1] == '\n', "a chunk that does not end");
      next = end + 2;
      if (count == 0) {
        return next;
      }
    }
  }

  /** What an event stream has said so far, without the frames around it. */
  String stream() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int unused = chunks(at, body);
    return body.toString(StandardCharsets.UTF_8);
  }

  private Heard take(int code, Map<String, String> headers, byte[] body, int next) {
    at = next;
    return new Heard(code, headers, body);
  }

  private byte[] slice(int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }

  private int find(byte[] what, int from) {
    for (int i = from; i <= bytes.length - what.length; i++) {
      int same = 0;
      while (same < what.length && bytes[i + same] == what[same]) {
        same++;
      }
      if (same == what.length) {
        return i;
      }
    }
    return -1;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError("the answer does not keep to HTTP: " + otherwise);
    }
  }
}
