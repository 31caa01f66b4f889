package io.cqueue.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body up to the limit, and not a byte further: a longer one is 413. Thread-safe.
 */
final class BodyReader implements MessageBodyReader<Body> {

  private final int maxBytes;

  BodyReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public boolean isReadable(Class<?> type, Type generic, Annotation[] notes, MediaType media) {
    return type == Body.class;
  }

  @Override
  public Body readFrom(
      Class<Body> type,
      Type generic,
      Annotation[] notes,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream in) {
    requirePlain(headers.getFirst(HttpHeaders.CONTENT_ENCODING));
    long declared = declaredLength(headers);
    if (declared > maxBytes) {
      throw tooLarge();
    }
    try {
      byte[] bytes = declared < 0 ? in.readNBytes(maxBytes) : exactly((int) declared, in);
      if (bytes.length == maxBytes && in.read() >= 0) {
        throw tooLarge();
      }
      return new Body(bytes);
    } catch (IOException e) {
      // The client hung up, or does not keep to HTTP: its mistake, and no bug of ours.
      String detail = "The body could not be read to its end.";
      throw new WebApplicationException(Problem.malformed(detail).response());
    }
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

  private static long declaredLength(MultivaluedMap<String, String> headers) {
    String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
    return length == null ? -1 : Long.parseLong(length.trim());
  }

  private WebApplicationException tooLarge() {
    return new WebApplicationException(Problem.bodyTooLarge(maxBytes).response());
  }
}
