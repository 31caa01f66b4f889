package io.cqueue.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a test has sent.
 *
 * @param method its method
 * @param target path and query, below where the server is
 * @param contentType empty if there is none
 * @param body null if what it is in the end cannot be told
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(String method, String target, String contentType, byte @Nullable [] body) {

  /** One with these headers, names and values in turn. */
  static Request of(String method, String target, byte[] body, String... headers) {
    String contentType = "";
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase("Content-Type")) {
        contentType = headers[i + 1];
      }
    }
    return new Request(method, target, contentType, body);
  }

  /**
   * One as it went over the wire to a server below a path.
   *
   * @param head up to and without the empty line
   */
  static Request of(String head, byte[] body, String below) {
    List<String> lines = head.lines().toList();
    String[] line = lines.get(0).split(" ", -1);
    String contentType = "";
    boolean inPieces = false;
    for (String header : lines.subList(1, lines.size())) {
      String lower = header.toLowerCase(Locale.ROOT);
      contentType = lower.startsWith("content-type:") ? header.substring(13).strip() : contentType;
      inPieces |= lower.startsWith("transfer-encoding:");
    }
    String target = line[1].startsWith(below) ? line[1].substring(below.length()) : line[1];
    return new Request(line[0], target, contentType, inPieces ? null : body);
  }

  String path() {
    String path = target.replaceFirst("[?#].*", "");
    return path.isEmpty() ? "/" : path;
  }

  /** The names of the parameters after the question mark. */
  Set<String> parameters() {
    Set<String> names = new LinkedHashSet<>();
    int query = target.indexOf('?');
    if (query >= 0) {
      for (String parameter : target.substring(query + 1).split("&", -1)) {
        names.add(URLDecoder.decode(parameter.replaceFirst("=.*", ""), StandardCharsets.UTF_8));
      }
      names.remove("");
    }
    return names;
  }

  boolean isNdjson() {
    return contentType.toLowerCase(Locale.ROOT).startsWith("application/x-ndjson");
  }
}
