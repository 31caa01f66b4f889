package io.cqueue.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes what is HTTP only nearly: lines, headers, lengths and chunks that are wrong, cut off or
 * doubled, one behind the other.
 */
final class RawBytes {

  private static final List<String> LINES =
      List.of(
          "GET /jobs/stats HTTP/1.1",
          "POST /jobs/enqueue HTTP/1.1",
          "POST /jobs/dequeue HTTP/1.1",
          "GET /jobs/stats HTTP/1.0",
          "GET /jobs/stats",
          "GET  /jobs/stats  HTTP/1.1",
          "GET /jobs/stats HTTP/9.9",
          "GET /jobs/stats HTTP/1.1 HTTP/1.1",
          "PRI * HTTP/2.0",
          "CONNECT localhost:80 HTTP/1.1",
          "OPTIONS * HTTP/1.1",
          "GET http://localhost/jobs/stats HTTP/1.1",
          "GET http://[::1/jobs HTTP/1.1",
          "GET \u0000 HTTP/1.1",
          "G\u00ebT / HTTP/1.1",
          "GET /%00%ff/../.. HTTP/1.1",
          "GET /console/../WEB-INF/web.xml HTTP/1.1",
          "",
          "\u0016\u0003\u0001\u0002\u0000\u0001",
          "GET /" + "a".repeat(9_000) + " HTTP/1.1");

  private static final List<String> HEADERS =
      List.of(
          "Content-Length: 0",
          "Content-Length: 2",
          "Content-Length: 7",
          "Content-Length: 199999",
          "Content-Length: 200001",
          "Content-Length: -1",
          "Content-Length: 99999999999999999999",
          "Content-Length: 2, 2",
          "Content-Length: +2",
          "Content-Length: 0x2",
          "Content-Length:",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: chunked, chunked",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: identity",
          "Transfer-Encoding : chunked",
          "Transfer-Encoding:\u000bchunked",
          "Connection: close",
          "Connection: keep-alive, close, upgrade",
          "Upgrade: h2c",
          "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
          "Expect: 100-continue",
          "Expect: x",
          "Host: other.example",
          "Host: a b",
          "Host:",
          " folded: line",
          "\tfolded",
          ": no name",
          "no colon",
          "na me: x",
          "nul: \u0000",
          "cr: a\rb",
          "high: \u00ff\u00fe",
          "Trailer: x",
          "TE: trailers",
          "long: " + "x".repeat(9_000),
          "Cookie: " + "a=b; ".repeat(300),
          "Authorization: Bearer x");

  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "[{},{}]",
          "{\"Type\"",
          "2\r\n{}\r\n0\r\n\r\n",
          "2\r\n{}\r\n0\r\nX: y\r\n\r\n",
          "2;a=b\r\n{}\r\n0\r\n\r\n",
          "2\r\n{}0\r\n\r\n",
          "3\r\n{}\r\n0\r\n\r\n",
          "g\r\n{}\r\n0\r\n\r\n",
          "-2\r\n{}\r\n",
          "ffffffffffffffff\r\n{}\r\n0\r\n\r\n",
          "7fffffff\r\n{}",
          "2\n{}\n0\n\n",
          "0\r\n\r\n",
          "0\r\nContent-Length: 5\r\n\r\n",
          "{}".repeat(50_000));

  private final Input input;
  private final List<Route> routes;

  RawBytes(Input input, List<Route> routes) {
    this.input = input;
    this.routes = routes;
  }

  /** All that one client sends. */
  byte[] next() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int count = input.below(4) + 1;
    for (int i = 0; i < count; i++) {
      all.writeBytes(piece());
    }
    byte[] bytes = all.toByteArray();
    return input.onceIn(4) ? cut(bytes) : bytes;
  }

  private byte[] piece() {
    return switch (input.below(8)) {
      case 0, 1 -> withoutWait(new Requests(input, routes, 3).next());
      case 2 -> scratched(withoutWait(new Requests(input, routes, 3).next()));
      case 3 -> new Requests(input, routes, 3).raw();
      default -> odd();
    };
  }

  /** Who waits is of no interest here, and would only take its time. */
  private static byte[] withoutWait(byte[] request) {
    return new String(request, StandardCharsets.ISO_8859_1)
        .replace("wait=", "lease=")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] odd() {
    String end = input.onceIn(12) ? "\n" : "\r\n";
    StringBuilder text = new StringBuilder(input.oneOf(LINES)).append(end);
    if (!input.onceIn(8)) {
      text.append("Host: localhost").append(end);
    }
    for (int more = input.below(4); more > 0; more--) {
      text.append(input.oneOf(HEADERS)).append(end);
    }
    text.append(end).append(input.oneOf(BODIES));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] scratched(byte[] bytes) {
    for (int more = input.below(4); more >= 0; more--) {
      bytes[(input.below(256) << 8 | input.below(256)) % bytes.length] = (byte) input.below(256);
    }
    return bytes;
  }

  private byte[] cut(byte[] bytes) {
    int length = (input.below(256) << 8 | input.below(256)) % (bytes.length + 1);
    return java.util.Arrays.copyOf(bytes, length);
  }
}
