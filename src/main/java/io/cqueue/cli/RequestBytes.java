package io.cqueue.cli;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** The requests as they go over the wire, made once as far as possible. Immutable. */
final class RequestBytes {

  private static final byte[] CONCLUDE_MANY = ascii("{\"Conclude\":");
  private static final byte[] END = ascii("}");

  private final Load load;
  private final String base;
  private final String host;
  private final byte[] beforeId;
  private final byte[] afterId;

  RequestBytes(Load load) {
    URI target = load.target();
    String path = target.getRawPath();
    this.load = load;
    this.base = path == null || path.isEmpty() ? "/" : path;
    this.host = target.getRawAuthority();
    this.beforeId = ascii("POST " + base + "jobs/");
    this.afterId = ascii("/conclude" + headers(0));
  }

  byte[] get() {
    return ascii("GET " + base + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  byte[] enqueue() {
    String body =
        load.batch() == 1
            ? job()
            : "[" + String.join(",", Collections.nCopies(load.batch(), job())) + "]";
    return ascii("POST " + base + "jobs/enqueue" + headers(body.length()) + body);
  }

  private String job() {
    String queue = load.queue().equals("default") ? "" : ",\"Queue\":\"" + load.queue() + "\"";
    String payload =
        load.payload() == 0 ? "" : ",\"Payload\":\"" + "x".repeat(load.payload()) + "\"";
    return "{\"Type\":\"TIME_CRITICAL\"" + queue + payload + "}";
  }

  /** Takes as many jobs as a request may have, and does not wait for them. */
  byte[] dequeue() {
    return ascii(dequeueLine(0) + headers(0));
  }

  private String dequeueLine(int wait) {
    String max = load.batch() == 1 ? "" : "&max=" + load.batch();
    String line = "POST " + base + "jobs/dequeue?queue=" + load.queue() + max;
    return wait == 0 ? line : line + "&wait=" + wait;
  }

  /** Concludes the one job of a request. */
  void putConclude(ByteBuffer out, long id) {
    out.put(beforeId).put(ascii(Long.toString(id))).put(afterId);
  }

  /** Concludes many. */
  void putConclude(ByteBuffer out, Ids ids) {
    byte[] items = ascii(ids.json());
    out.put(ascii("POST " + base + "jobs/conclude" + headers(items.length))).put(items);
  }

  /** Concludes what there is and takes more jobs, for which it waits so many seconds at most. */
  void putSettle(ByteBuffer out, Ids ids, int wait) {
    byte[] items = ascii(ids.json());
    int length = CONCLUDE_MANY.length + items.length + END.length;
    out.put(ascii(dequeueLine(wait) + headers(length)));
    out.put(CONCLUDE_MANY).put(items).put(END);
  }

  private String headers(int length) {
    String type = length == 0 ? "" : "Content-Type: application/json\r\n";
    return " HTTP/1.1\r\nHost: " + host + "\r\n" + type + "Content-Length: " + length + "\r\n\r\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
