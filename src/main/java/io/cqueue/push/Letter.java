package io.cqueue.push;

import io.cqueue.core.Job;
import io.cqueue.core.Trace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is posted, and where to. Immutable. */
final class Letter {

  private static final byte[] NOTHING = "null".getBytes(StandardCharsets.UTF_8);

  private final URI url;
  private final byte[] body;

  Letter(URI url, byte[] body) {
    this.url = url;
    this.body = body;
  }

  /**
   * What a job comes to.
   *
   * @param url where to; null if its payload says that
   * @throws io.cqueue.core.RefusedException if it does not
   */
  static Letter of(Job job, @Nullable String url) {
    return url == null
        ? Json.letter(job.payload())
        : new Letter(URI.create(url), job.payload() == null ? NOTHING : job.payload().utf8());
  }

  URI url() {
    return url;
  }

  byte[] body() {
    return body;
  }

  /** What a receiver is told besides. Its ID is the same for every attempt. */
  Map<String, String> headers(Job job, @Nullable Signer signer, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    String id = "job-" + job.id();
    long time = now.getEpochSecond();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(time));
    if (signer != null) {
      headers.put("webhook-signature", signer.sign(id, time, body));
    }
    headers.put("Cqueue-Job-Id", Long.toString(job.id()));
    headers.put("Cqueue-Queue", job.queue());
    headers.put("Cqueue-Type", ascii(job.type()));
    headers.put("Cqueue-Attempt", Integer.toString(job.attempt()));
    Trace trace = job.options().trace();
    if (trace != null) {
      headers.put("traceparent", trace.parent());
      if (trace.state() != null) {
        headers.put("tracestate", trace.state());
      }
    }
    return headers;
  }

  /** In a header only ASCII is safe: all else, and the percent sign itself, as in a URL. */
  private static String ascii(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        out.append((char) b);
      } else {
        out.append(String.format("%%%02X", b & 0xff));
      }
    }
    return out.toString();
  }
}
