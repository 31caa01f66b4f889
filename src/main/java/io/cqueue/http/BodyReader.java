package io.cqueue.http;

import com.fasterxml.jackson.core.JsonFactory;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body up to the limit, and not a byte further: a longer one is 413. Thread-safe.
 */
final class BodyReader {

  /** As a string, a payload, progress and a result have up to twice as many bytes. */
  private static final long LONGEST_LINE = 8;

  private final InstantSource clock;
  private final int maxBytes;
  private final JsonFactory json;

  BodyReader(InstantSource clock, BodyLimits limits) {
    this.clock = clock;
    this.maxBytes = limits.bytes();
    this.json = Json.reading(limits.depth(), limits.digits());
  }

  /** All of the body; empty if there is none. */
  Body read(ContainerRequest request) {
    requirePlain(request.getHeaderString(HttpHeaders.CONTENT_ENCODING));
    InputStream in = request.getEntityStream();
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    long declared = length == null ? -1 : Long.parseLong(length.trim());
    if (declared > maxBytes) {
      throw tooLarge();
    }
    try {
      byte[] bytes = declared < 0 ? in.readNBytes(maxBytes) : exactly((int) declared, in);
      if (bytes.length == maxBytes && in.read() >= 0) {
        throw tooLarge();
      }
      return new Body(bytes, clock.instant(), json);
    } catch (IOException e) {
      if (isTooSlow(e)) {
        throw new WebApplicationException(Problem.ofStatus(408).response());
      }
      // The client hung up, or does not keep to HTTP: its mistake, and no bug of ours.
      String detail = "The body could not be read to its end.";
      throw new WebApplicationException(Problem.malformed(detail).response());
    }
  }

  /** A body that is read line by line, of which one may be as long as all that a job can have. */
  Upload upload(ContainerRequest request) {
    requirePlain(request.getHeaderString(HttpHeaders.CONTENT_ENCODING));
    InputStream in = request.getEntityStream();
    InputStream streamed = in instanceof LazyBody lazy ? lazy.streamed() : in;
    return new Upload(
        streamed, new Body(new byte[0], clock.instant(), json), LONGEST_LINE * maxBytes);
  }

  /** In Jetty the one, in Tomcat the other. */
  private static boolean isTooSlow(IOException e) {
    Throwable cause = e;
    while (cause != null
        && !(cause instanceof TimeoutException)
        && !(cause instanceof SocketTimeoutException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** Reads the first byte before it makes an array for all of them: there may be no room. */
  private static byte[] exactly(int length, InputStream in) throws IOException {
    int first = length == 0 ? -1 : in.read();
    if (first < 0) {
      return new byte[0];
    }
    byte[] bytes = new byte[length];
    bytes[0] = (byte) first;
    int count = 1 + in.readNBytes(bytes, 1, length - 1);
    return count == length ? bytes : Arrays.copyOf(bytes, count);
  }

  private static void requirePlain(@Nullable String encoding) {
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new WebApplicationException(Problem.unsupportedEncoding(encoding).response());
    }
  }

  private WebApplicationException tooLarge() {
    return new WebApplicationException(Problem.bodyTooLarge(maxBytes).response());
  }
}
