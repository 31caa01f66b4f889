package io.cqueue.cli;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The requests as they go over the wire, made once as far as possible. Immutable. */
final class RequestBytes {

  private static final String JOB = "{\"Type\":\"TIME_CRITICAL\"}";

  private final String base;
  private final String host;
  private final byte[] beforeId;
  private final byte[] afterId;

  RequestBytes(URI target) {
    String path = target.getRawPath();
    this.base = path == null || path.isEmpty() ? "/" : path;
    this.host = target.getRawAuthority();
    this.beforeId = ascii("POST " + base + "jobs/");
    this.afterId = ascii("/conclude" + headers(0));
  }

  byte[] get() {
    return ascii("GET " + base + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  byte[] enqueue() {
    return ascii("POST " + base + "jobs/enqueue" + headers(JOB.length()) + JOB);
  }

  byte[] dequeue() {
    return ascii("POST " + base + "jobs/dequeue" + headers(0));
  }

  void putConclude(ByteBuffer out, long id) {
    out.put(beforeId).put(ascii(Long.toString(id))).put(afterId);
  }

  private String headers(int length) {
    String type = length == 0 ? "" : "Content-Type: application/json\r\n";
    return " HTTP/1.1\r\nHost: " + host + "\r\n" + type + "Content-Length: " + length + "\r\n\r\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
