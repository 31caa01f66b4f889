package io.cqueue.fuzz;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes requests, as bytes on a connection. Most are as the documentation has them. */
final class Requests {

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get", "X");

  private static final List<String> HEADERS =
      List.of(
          "Queue-Consumer: me",
          "QUEUE_CONSUMER: me",
          "Queue-Consumer: you",
          "Queue-Consumer: \u00fc",
          "Queue-Consumer: " + "n".repeat(129),
          "Idempotency-Key: k",
          "Idempotency-Key: l",
          "Idempotency-Key:",
          "Prefer: wait=20",
          "Prefer: wait=x",
          "Prefer: respond-async, wait=0",
          "Last-Event-ID: 1",
          "Last-Event-ID: 1767225600000001",
          "Last-Event-ID: -9223372036854775808",
          "X-Request-Id: mine",
          "X-Request-Id: a b",
          "Accept: text/html",
          "Accept: ;;q=x",
          "Content-Type: application/x-ndjson",
          "Content-Type: text/plain; charset=utf-16",
          "Content-Type: ///",
          "Content-Encoding: gzip",
          "Content-Encoding: identity",
          "Origin: https://elsewhere.example",
          "Sec-Fetch-Site: cross-site",
          "Origin: null",
          "Authorization: Bearer x",
          "Authorization: Basic eDp4",
          "Cookie: a=b; c",
          "X-Forwarded-Proto: https",
          "X-Forwarded-For: 10.0.0.1, x",
          "Forwarded: for=\"[::1]\";proto=x",
          "X-HTTP-Method-Override: DELETE",
          "Expect: 100-continue",
          "Expect: 200-ok",
          "Range: bytes=0-1",
          "If-None-Match: *",
          "Connection: close",
          "Connection: upgrade",
          "Upgrade: h2c",
          "Accept-Language: ;;,",
          "Accept-Encoding: gzip",
          "TE: trailers",
          "Date: never",
          "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
          "traceparent: 0");

  private final Input input;
  private final List<Route> routes;
  private final Bodies bodies;

  Requests(Input input, List<Route> routes, int jobs) {
    this.input = input;
    this.routes = routes;
    this.bodies = new Bodies(input, jobs);
  }

  /** One request. */
  byte[] next() {
    Route route = input.oneOf(routes);
    String method = input.onceIn(24) ? input.oneOf(METHODS) : route.method();
    String target = path(route) + query(route);
    List<String> headers = new ArrayList<>();
    byte[] body = body(route, headers);
    for (int more = input.onceIn(3) ? input.below(3) + 1 : 0; more > 0; more--) {
      headers.add(input.oneOf(HEADERS));
    }
    return bytes(method + " " + target, headers, body);
  }

  private byte[] body(Route route, List<String> headers) {
    boolean optional = !route.method().equals("PUT") && !route.path().endsWith("enqueue");
    if (route.body().isEmpty() ? !input.onceIn(24) : optional && !input.onceIn(4)) {
      return new byte[0];
    }
    if (route.path().endsWith("enqueue") && input.onceIn(8)) {
      headers.add("Content-Type: application/x-ndjson");
      return bodies.lines().getBytes(StandardCharsets.UTF_8);
    }
    return bodies.of(route.body().isEmpty() ? "job" : route.body());
  }

  private String path(Route route) {
    String name = Words.of("queue", input);
    String path =
        route
            .path()
            .replaceAll("\\{(id|job_id)}", bodies.id())
            .replaceAll("\\{\\w+}", java.util.regex.Matcher.quoteReplacement(encoded(name)));
    return input.onceIn(24) ? odd(path) : path;
  }

  private String odd(String text) {
    int at = input.below(text.length() + 1);
    return text.substring(0, at) + input.oneOf(Words.ODD) + text.substring(at);
  }

  private String query(Route route) {
    List<String> parts = new ArrayList<>();
    for (String parameter : route.parameters()) {
      if (input.onceIn(5)) {
        String[] part = parameter.split(":", -1);
        String value = Words.of(part[1], input);
        boolean two = input.onceIn(6);
        parts.add(part[0] + "=" + encoded(two ? value + "," + Words.of(part[1], input) : value));
      }
    }
    if (input.onceIn(24)) {
      parts.add(input.oneOf(List.of("x=1", "wait=1", "queue=a", "=", "&", "max", "a.b=c")));
    }
    String query = parts.isEmpty() ? "" : "?" + String.join("&", parts);
    return input.onceIn(24) ? odd(query.isEmpty() ? "?" : query) : query;
  }

  /** A parameter as a client should write it. */
  private String encoded(String text) {
    return input.onceIn(32) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private byte[] bytes(String line, List<String> headers, byte[] body) {
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    boolean chunked = body.length > 0 && input.onceIn(8);
    if (chunked) {
      head.append("Transfer-Encoding: chunked\r\n\r\n");
      request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
      int cut = input.below(body.length);
      chunk(body, 0, cut, request);
      chunk(body, cut, body.length, request);
      request.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } else {
      head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
      request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
      request.writeBytes(body);
    }
    return request.toByteArray();
  }

  private static void chunk(byte[] body, int from, int to, ByteArrayOutputStream request) {
    if (from < to) {
      request.writeBytes(
          (Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      request.write(body, from, to - from);
      request.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Something that is hardly a request at all. */
  byte[] raw() {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    if (input.onceIn(2)) {
      request.writeBytes(
          "GET /jobs/stats HTTP/1.1\r\nHost: a\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    request.writeBytes(input.raw(64));
    request.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return request.toByteArray();
  }
}
